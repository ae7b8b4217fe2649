// Where the names of lines stand in a figure, and its heat maps.
#include "widgets/figures/figure_panel.h"

#include "widgets/plots/vector_series.h"
#include "widgets/theme/color_role.h"
#include "widgets/theme/number_text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lb::widgets {

namespace {

constexpr int kBins = 96;
constexpr double kGap = 0.12;        // em between a line and its name
constexpr double kHeight = 1.05;     // em of a name
constexpr double kCrossing = 10;     // costs: a bin in which a line runs through the name,
constexpr double kWordCrossing = 80; // other words under it,
constexpr double kFarness = 3;       // being at the far end from where one looks first,
constexpr double kBelow = 0.3;       // standing below its line
constexpr double kFavourite = 0.72;  // of the width: where one looks first
constexpr int kMostHeatColumns = 300;
constexpr double kHeatGap = 0.35; // em between blocks
constexpr double kTopShare = 0.995;

/// Lowest and highest place of a line in each of kBins strips of the plot; low > high: it is not there.
struct Silhouette {
    std::array<double, kBins> low;
    std::array<double, kBins> high;
    Silhouette()
    {
        low.fill(1e300);
        high.fill(-1e300);
    }
    bool isThere(int bin) const { return low[static_cast<std::size_t>(bin)] <= high[static_cast<std::size_t>(bin)]; }
    void add(int bin, double y)
    {
        if (bin < 0 || bin >= kBins)
            return;
        const auto i = static_cast<std::size_t>(bin);
        low[i] = std::min(low[i], y);
        high[i] = std::max(high[i], y);
    }
};

Silhouette silhouetteOf(const FigureLayout::Line& line, const QRectF& plot)
{
    Silhouette outline;
    const double width = plot.width() / kBins;
    const auto binOf = [&](double x) { return std::clamp(static_cast<int>((x - plot.left()) / width), 0, kBins - 1); };
    for (const QPolygonF& part : line.parts) {
        for (qsizetype i = 0; i < part.size(); ++i) {
            outline.add(binOf(part[i].x()), part[i].y());
            if (i == 0)
                continue;
            const QPointF a = part[i - 1];
            const QPointF b = part[i];
            for (int bin = binOf(a.x()) + 1; bin <= binOf(b.x()); ++bin) { // where it crosses from strip to strip
                const double x = plot.left() + bin * width;
                const double y = b.x() > a.x() ? a.y() + (b.y() - a.y()) * (x - a.x()) / (b.x() - a.x()) : b.y();
                outline.add(bin - 1, y);
                outline.add(bin, y);
            }
        }
    }
    return outline;
}

struct Candidate {
    QRectF rect;
    double cost = 1e300;
    bool crosses = false;
};

class LabelSearch {
public:
    LabelSearch(const FigureWork& work, const FigureLayout::Panel& panel)
        : m_em(work.style.em())
        , m_plot(panel.plot)
        , m_words(panel.words)
    {
        for (const FigureLayout::Line& line : panel.lines)
            m_lines.append(silhouetteOf(line, m_plot));
        for (const FigureLayout::Rule& rule : panel.rules) {
            if (rule.isEvent)
                continue;
            Silhouette flat;
            for (int bin = 0; bin < kBins; ++bin)
                flat.add(bin, rule.line.y1());
            m_rules.append(flat);
        }
    }

    Candidate best(qsizetype line, double width, const QList<FigureLayout::Words>& placed) const
    {
        Candidate best;
        const double strip = m_plot.width() / kBins;
        const int span = std::max(1, static_cast<int>(std::ceil(width / strip)));
        for (int first = 0; first + span <= kBins; ++first) {
            double top = 1e300;
            double bottom = -1e300;
            for (int bin = first; bin < first + span; ++bin) {
                if (!m_lines[line].isThere(bin))
                    continue;
                top = std::min(top, m_lines[line].low[static_cast<std::size_t>(bin)]);
                bottom = std::max(bottom, m_lines[line].high[static_cast<std::size_t>(bin)]);
            }
            if (top > bottom)
                continue; // the line is not there
            const double x = m_plot.left() + first * strip;
            for (const bool isBelow : {false, true}) {
                const double y = isBelow ? bottom + kGap * m_em : top - (kHeight + kGap) * m_em;
                consider({x, y, width, kHeight * m_em}, first, span, isBelow, placed, best);
            }
        }
        return best;
    }

private:
    void consider(const QRectF& rect, int first, int span, bool isBelow, const QList<FigureLayout::Words>& placed,
                  Candidate& best) const
    {
        if (rect.top() < m_plot.top() || rect.bottom() > m_plot.bottom())
            return;
        int crossings = 0;
        for (const QList<Silhouette>* lines : {&m_lines, &m_rules})
            for (const Silhouette& other : *lines)
                for (int bin = first; bin < first + span; ++bin)
                    crossings += other.isThere(bin) && other.low[static_cast<std::size_t>(bin)] < rect.bottom() &&
                                 other.high[static_cast<std::size_t>(bin)] > rect.top();
        double cost = kCrossing * crossings + (isBelow ? kBelow : 0);
        for (const QList<FigureLayout::Words>* words : {&m_words, &placed})
            for (const FigureLayout::Words& other : *words)
                cost += other.rect.intersects(rect) ? kWordCrossing : 0;
        cost += kFarness * std::abs((first + span / 2.0) / kBins - kFavourite);
        if (cost < best.cost)
            best = {rect, cost, crossings > 0};
    }

    double m_em;
    QRectF m_plot;
    QList<FigureLayout::Words> m_words;
    QList<Silhouette> m_lines;
    QList<Silhouette> m_rules;
};

/// One column of pixels per recorded vector, rows as in `order`.
QImage heatImage(const VectorSeries& series, const XMapping& mapping, PlotRange x,
                 const std::vector<std::size_t>& order, double maximum)
{
    const int width =
        static_cast<int>(std::min<std::size_t>(kMostHeatColumns, std::max<std::size_t>(1, series.columns())));
    QImage image(width, static_cast<int>(order.size()), QImage::Format_RGB32);
    image.fill(Qt::white);
    for (int column = 0; column < width; ++column) {
        const std::size_t at = series.columnAt(mapping, x.lower + (column + 0.5) / width * x.size());
        if (at >= series.columns())
            continue;
        const auto values = series.column(at);
        for (int row = 0; row < image.height(); ++row) {
            const float value = values[order[static_cast<std::size_t>(row)]];
            image.setPixelColor(column, row, sequentialColor(static_cast<double>(value) / maximum, ThemeMode::Light));
        }
    }
    return image;
}

} // namespace

void labelLines(const FigureWork& work, FigureLayout::Panel& out)
{
    const LabelSearch search(work, out);
    QList<FigureLayout::Words> placed;
    for (qsizetype i = 0; i < out.lines.size(); ++i) {
        const FigureLayout::Line& line = out.lines[i];
        if (line.isPale)
            continue;
        const QString name = work.data.runs[line.run].run.name;
        const double width = textWidth(work.style, name);
        const Candidate found = search.best(i, width, placed);
        QRectF rect = found.rect;
        if (rect.isNull()) // a panel too small for words: right above, one under the other
            rect = QRectF(out.plot.right() - width,
                          out.plot.top() + static_cast<double>(placed.size()) * kHeight * work.style.em(), width,
                          kHeight * work.style.em());
        placed.append({name, rect, work.style.color(line.run), found.crosses || found.rect.isNull()});
    }
    out.words += placed;
}

void fillHeatMap(const FigureWork& work, const FigurePanel& panel, FigureLayout::Panel& out)
{
    std::vector<float> all;
    std::vector<VectorSeries> blocks;
    QList<qsizetype> runs;
    for (qsizetype i = 0; i < work.data.runs.size(); ++i) {
        const FigureRunData& run = work.data.runs[i];
        const auto points = run.vectors.value(panel.metric);
        if (points.isEmpty() || std::isnan(mappingOf(work.spec, run).perStep))
            continue;
        VectorSeries series;
        for (const experiments::VectorPoint& point : points) {
            series.append(static_cast<double>(point.step), point.values, static_cast<double>(point.timeMs));
            for (const float value : point.values)
                if (std::isfinite(value))
                    all.push_back(value);
        }
        blocks.push_back(std::move(series));
        runs.append(i);
    }
    if (all.empty())
        return;
    std::sort(all.begin(), all.end());
    out.heatMaximum = std::max(
        1e-9, static_cast<double>(all[static_cast<std::size_t>(kTopShare * static_cast<double>(all.size() - 1))]));
    const double em = work.style.em();
    const double caption = kHeight * em;
    const auto count = static_cast<double>(blocks.size());
    const double height = std::max(1.0, (out.plot.height() - (count - 1) * kHeatGap * em) / count - caption);
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const double top = out.plot.top() + static_cast<double>(i) * (height + caption + kHeatGap * em);
        const qsizetype run = runs[static_cast<qsizetype>(i)];
        const QString name = work.data.runs[run].run.name;
        out.words.append(
            {name, QRectF(out.plot.left(), top, textWidth(work.style, name), caption), work.style.color(run), false});
        out.blocks.append({run, QRectF(out.plot.left(), top + caption, out.plot.width(), height),
                           heatImage(blocks[i], mappingOf(work.spec, work.data.runs[run]), out.x,
                                     blocks[i].sortedByMean(), out.heatMaximum)});
    }
}

} // namespace lb::widgets
