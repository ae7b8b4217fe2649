#include "widgets/figures/figure_layout.h"

#include "widgets/figures/figure_panel.h"
#include "widgets/plots/x_scale.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>

namespace lb::widgets {

namespace {

constexpr double kGap = 0.45;                     // em between words and what they stand beside
constexpr double kCellGap = 1.2;                  // em between panels
constexpr double kSwatch = 2.2;                   // em of a legend's line
constexpr double kLeading = 1.25;                 // em of a line of words
constexpr double kColorScale = 3.6;               // em right of a heat map: bar and its ticks
constexpr double kSmallestPlot = 0.2;             // of a cell: a plot keeps this however large the words are
constexpr double kLeastPlot = 2 * kUnitsPerPoint; // where the words alone are larger than the paper

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Figure)
};

/// Rows of names above the panels; returns their height.
double layOutLegend(const FigureWork& work, FigureLayout& layout)
{
    if (work.spec.legend != FigureLegend::Above)
        return 0;
    const double em = work.style.em();
    double x = 0;
    double y = 0;
    for (qsizetype i = 0; i < work.data.runs.size(); ++i) {
        if (work.data.runs[i].isAveraged)
            continue;
        const QString name = work.data.runs[i].run.name;
        const double width = (kSwatch + kGap) * em + textWidth(work.style, name);
        if (x > 0 && x + width > layout.size.width()) {
            x = 0;
            y += kLeading * em;
        }
        const double middle = y + kLeading * em / 2;
        layout.legend.append({i, name, QRectF(x, middle, kSwatch * em, 0), {x + (kSwatch + kGap) * em, middle}});
        x += width + 1.5 * em;
    }
    return y + kLeading * em + kGap * em;
}

/// Inside the first panel, right above.
void layOutInnerLegend(const FigureWork& work, FigureLayout& layout)
{
    if (work.spec.legend != FigureLegend::Inside || layout.panels.isEmpty())
        return;
    const double em = work.style.em();
    const QRectF plot = layout.panels.first().plot;
    double widest = 0;
    for (const FigureRunData& run : work.data.runs)
        if (!run.isAveraged)
            widest = std::max(widest, textWidth(work.style, run.run.name));
    const double left = plot.right() - widest - (kSwatch + 2 * kGap) * em;
    for (qsizetype i = 0; i < work.data.runs.size() && !work.data.runs[i].isAveraged; ++i) { // those stand last
        const double middle = plot.top() + (static_cast<double>(i) + 0.6) * kLeading * em;
        layout.legend.append({i,
                              work.data.runs[i].run.name,
                              QRectF(left, middle, kSwatch * em, 0),
                              {left + (kSwatch + kGap) * em, middle}});
    }
}

double widestTick(const FigureWork& work, const FigureLayout::Panel& panel)
{
    double widest = 0;
    for (const FigureLayout::Tick& tick : panel.yTicks)
        widest = std::max(widest, textWidth(work.style, tick.text, kTickSize));
    return widest;
}

void placeCells(const FigureWork& work, FigureLayout& layout, double top)
{
    const int columns = work.spec.columnCount();
    const int rows = work.spec.rowCount();
    const double gap = kCellGap * work.style.em();
    const double width = (layout.size.width() - (columns - 1) * gap) / columns;
    const double height = (layout.size.height() - top - (rows - 1) * gap) / rows;
    for (qsizetype i = 0; i < work.spec.panels.size(); ++i) {
        const auto row = static_cast<double>(i / columns);
        const auto column = static_cast<double>(i % columns);
        FigureLayout::Panel panel;
        panel.cell = QRectF(column * (width + gap), top + row * (height + gap), width, height);
        if (work.spec.hasLettersShown())
            panel.letter = QChar(u'a' + static_cast<char16_t>(i)) + QLatin1Char(')');
        layout.panels.append(panel);
    }
}

/// The plot inside its cell. Columns share a left margin, so that their axes align.
void placePlots(const FigureWork& work, FigureLayout& layout)
{
    const double em = work.style.em();
    const int columns = work.spec.columnCount();
    for (int column = 0; column < columns; ++column) {
        double ticks = 0;
        for (qsizetype i = column; i < layout.panels.size(); i += columns)
            ticks = std::max(ticks, widestTick(work, layout.panels[i]));
        for (qsizetype i = column; i < layout.panels.size(); i += columns) {
            FigureLayout::Panel& panel = layout.panels[i];
            const double left = ticks + (kLeading + 2 * kGap) * em;
            const double bottom = (kTickSize * kLeading + kLeading + kGap) * em;
            const double right = work.spec.panels[i].isHeatMap ? kColorScale * em : 0.9 * em;
            const double top = panel.letter.isEmpty() ? 0.6 * em : 1.3 * em;
            panel.plot = panel.cell.adjusted(left, top, -right, -bottom);
            panel.plot.setWidth(std::max({panel.plot.width(), kSmallestPlot * panel.cell.width(), kLeastPlot}));
            panel.plot.setHeight(std::max({panel.plot.height(), kSmallestPlot * panel.cell.height(), kLeastPlot}));
        }
    }
}

} // namespace

double textWidth(const FigureStyle& style, const QString& text, double factor, bool bold)
{
    return QFontMetricsF(style.font(factor, bold)).horizontalAdvance(text);
}

QSizeF figureSize(const FigureSpec& spec)
{
    return {std::round(unitsOfMm(spec.widthMm)), std::round(unitsOfMm(spec.heightMm))};
}

FigureXAxis xAxisOf(const FigureSpec& spec, PlotRange x)
{
    switch (spec.xMode) {
    case XMode::Epoch:
        return {Words::tr("Epoch")};
    case XMode::Examples:
        return {Words::tr("Examples")};
    case XMode::Time:
        return x.upper > 7200  ? FigureXAxis{Words::tr("Time (h)"), 3600}
               : x.upper > 180 ? FigureXAxis{Words::tr("Time (min)"), 60}
                               : FigureXAxis{Words::tr("Time (s)"), 1};
    case XMode::Step:
        break;
    }
    return {Words::tr("Step")};
}

FigureLayout layOutFigure(const FigureSpec& spec, const FigureData& data, int mostColumns)
{
    const FigureStyle style(spec, data.runs);
    const FigureWork work{spec, data, style, mostColumns};
    FigureLayout layout;
    layout.size = figureSize(spec);
    placeCells(work, layout, layOutLegend(work, layout));
    const PlotRange x = xRangeOf(spec, data);
    for (qsizetype i = 0; i < spec.panels.size(); ++i) {
        FigureLayout::Panel& panel = layout.panels[i];
        panel.x = x;
        panel.xScale = xScaleOf(spec.xScale, spec.xMode);
        panel.xPlaces = {panel.xScale.toPlace(x.lower), panel.xScale.toPlace(x.upper)};
        panel.xLabel = xAxisOf(spec, x).label;
        panel.yLabel = spec.panels[i].valueLabel;
        rangePanel(work, spec.panels[i], panel);
        panel.plot = panel.cell; // a first guess, for the number of ticks
        tickPanel(work, spec.panels[i], panel);
    }
    placePlots(work, layout);
    for (qsizetype i = 0; i < spec.panels.size(); ++i) {
        FigureLayout::Panel& panel = layout.panels[i];
        tickPanel(work, spec.panels[i], panel);
        if (spec.panels[i].isHeatMap) {
            fillHeatMap(work, spec.panels[i], panel);
            continue;
        }
        drawPanel(work, spec.panels[i], panel, i == 0);
        if (spec.legend == FigureLegend::OnLines)
            labelLines(work, panel);
    }
    layOutInnerLegend(work, layout);
    return layout;
}

} // namespace lb::widgets
