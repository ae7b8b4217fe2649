// What leaves the Monitor's plots as a figure.
#include "gui/pages/monitor_panels.h"

#include "gui/monitor/metric_words.h"
#include "gui/pages/theory.h"
#include "widgets/plots/heat_map_plot.h"
#include "widgets/plots/metric_plot.h"
#include "widgets/plots/plot_panel.h"

#include <QMenu>
#include <QShortcut>

#include <algorithm>

namespace lb::gui {

using widgets::AxisScale;
using widgets::FigurePanel;
using widgets::FigureSpec;
using widgets::MetricPlot;
using widgets::PlotPanel;
using widgets::PlotRange;

namespace {

const QString kUnits = QStringLiteral("validation/active_units");
constexpr double kUnitTicks = 4;

} // namespace

QList<FigurePanel> MonitorPanels::figurePanels(const Panel& panel) const
{
    FigurePanel figure;
    figure.metric = panel.metric();
    figure.title = panel.frame->title();
    if (panel.heatMap) {
        figure.valueLabel =
            tr("%1 (%2)", "quantity, unit").arg(MetricWords::title(panel.metric()), MetricWords::unit(panel.metric()));
        figure.isHeatMap = true;
        return {figure};
    }
    const MetricPlot& plot = *panel.curves;
    figure.scale = plot.scale().kind();
    if (figure.scale == AxisScale::Kind::Symlog)
        figure.threshold = plot.scale().threshold();
    if (const auto zoomed = m_link->yRange(&plot))
        figure.values = PlotRange{plot.scale().fromPlace(zoomed->lower), plot.scale().fromPlace(zoomed->upper)};
    // Metrics that share a plot stand in panels of their own: lines of a figure are told apart by run alone.
    QList<FigurePanel> figures;
    for (const QString& metric : panel.choice.metrics) {
        figure.metric = metric;
        if (panel.choice.metrics.size() > 1)
            figure.title = MetricWords::fullTitle(metric);
        figure.valueLabel = MetricWords::axisLabel({metric});
        figures.append(figure);
    }
    if (panel.choice.metrics == QStringList{kUnits})
        addUnits(figures.first(), plot.valueLabel());
    return figures;
}

void MonitorPanels::addUnits(FigurePanel& figure, const QString& label) const
{
    figure.valueLabel = label;
    figure.isStepped = true;
    figure.included = {0};
    QList<experiments::RunRecord> records;
    for (const widgets::PlotRun& run : m_runs)
        if (const experiments::RunRecord* record = m_board.run(run.uid))
            records.append(*record);
    if (const qint64 size = latentSize(records); size > 0) {
        figure.included.append(static_cast<double>(size));
        figure.tickStep = size >= 8 ? static_cast<double>(size) / kUnitTicks : 1;
    }
}

FigureSpec MonitorPanels::figure() const
{
    FigureSpec spec;
    for (const Panel& panel : m_panels)
        for (const FigurePanel& figure : figurePanels(panel))
            if (std::none_of(spec.panels.cbegin(), spec.panels.cend(),
                             [&figure](const FigurePanel& other) { return other.metric == figure.metric; }))
                spec.panels.append(figure);
    for (const widgets::PlotRun& run : m_runs)
        if (!isHidden(run.uid))
            spec.runs.append({run.uid, run.name});
    spec.xMode = m_link->xMode();
    spec.xScale = m_link->xScale().kind();
    spec.hasBest = m_isBestShown;
    spec.x = m_link->xRange();
    if (groupsSeeds())
        spec.seeds = m_band;
    spec.smoothing = m_smoothing;
    spec.isRobust = m_isRobust;
    return spec;
}

QMap<QString, PlotRange> MonitorPanels::yRanges() const
{
    QMap<QString, PlotRange> ranges;
    for (const Panel& panel : m_panels)
        if (const auto range = m_link->yRange(panel.plot()))
            ranges.insert(panel.choice.id, *range);
    return ranges;
}

void MonitorPanels::showView(std::optional<PlotRange> x, const QMap<QString, PlotRange>& y)
{
    m_link->fit();
    m_link->setView(x, nullptr, std::nullopt, true);
    for (const Panel& panel : std::as_const(m_panels))
        if (const auto range = y.constFind(panel.choice.id); range != y.cend())
            m_link->setView(x, panel.plot(), *range, true);
}

void MonitorPanels::offerFigure(PlotPanel& panel)
{
    QMenu* menu = panel.moreMenu();
    menu->addSeparator();
    QAction* copy = menu->addAction(tr("Copy picture and values"), this,
                                    [this, &panel] { emit copyRequested(panelOf(&panel)->choice.metrics); });
    copy->setObjectName(QStringLiteral("copyPlot"));
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut); // shown here; the key belongs to the plots, see offerCopy
    QAction* figure = menu->addAction(tr("Export figure…"), this,
                                      [this, &panel] { emit figureRequested(panelOf(&panel)->choice.metrics); });
    figure->setObjectName(QStringLiteral("exportPlot"));
    figure->setToolTip(tr("Opens the dialog for figures with this plot chosen."));
    QAction* report = menu->addAction(tr("Send to report"), this,
                                      [this, &panel] { emit reportRequested(panelOf(&panel)->choice.metrics); });
    report->setObjectName(QStringLiteral("reportPlot"));
    report->setToolTip(tr("Puts the plot at the end of the report (Ctrl+6)."));
    connect(menu, &QMenu::aboutToShow, this, [this, &panel, copy, figure, report] {
        for (QAction* action : {copy, figure, report})
            action->setEnabled(!panelOf(&panel)->choice.metrics.isEmpty());
    });
}

void MonitorPanels::offerCopy()
{
    auto* keys = new QShortcut(QKeySequence::Copy, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(keys, &QShortcut::activated, this, [this] {
        for (const Panel& panel : std::as_const(m_panels))
            if (panel.frame->isAncestorOf(window()->focusWidget()) && !panel.choice.metrics.isEmpty())
                return emit copyRequested(panel.choice.metrics);
    });
}

} // namespace lb::gui
