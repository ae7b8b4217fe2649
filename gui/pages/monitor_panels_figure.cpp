// What leaves the Monitor's plots as a figure.
#include "gui/pages/monitor_panels.h"

#include "gui/pages/theory.h"
#include "widgets/plots/heat_map_plot.h"
#include "widgets/plots/metric_plot.h"
#include "widgets/plots/plot_panel.h"

#include <QMenu>
#include <QShortcut>

namespace lb::gui {

using widgets::AxisScale;
using widgets::FigurePanel;
using widgets::FigureSpec;
using widgets::MetricPlot;
using widgets::PlotPanel;
using widgets::PlotRange;

namespace {

const QString kUnits = QStringLiteral("validation/active_units");
const QString kKlPerDimension = QStringLiteral("validation/kl_per_dimension");
constexpr double kUnitTicks = 4;

} // namespace

QString MonitorPanels::metricOf(const PlotPanel& panel) const
{
    for (auto it = m_plots.cbegin(); it != m_plots.cend(); ++it)
        if (it.value() == panel.plot())
            return it.key();
    return kKlPerDimension;
}

FigurePanel MonitorPanels::figurePanel(const PlotPanel& panel) const
{
    FigurePanel figure;
    figure.metric = metricOf(panel);
    figure.title = panel.title();
    const auto* plot = qobject_cast<const MetricPlot*>(panel.plot());
    if (!plot) {
        figure.valueLabel = tr("KL per dimension (nats)");
        figure.isHeatMap = true;
        return figure;
    }
    figure.valueLabel = plot->valueLabel();
    figure.scale = plot->scale().kind();
    if (figure.scale == AxisScale::Kind::Symlog)
        figure.threshold = plot->scale().threshold();
    if (const auto zoomed = m_link->yRange(plot))
        figure.values = PlotRange{plot->scale().fromPlace(zoomed->lower), plot->scale().fromPlace(zoomed->upper)};
    if (figure.metric != kUnits)
        return figure;
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
    return figure;
}

FigureSpec MonitorPanels::figure() const
{
    FigureSpec spec;
    for (const PlotPanel* panel : m_panels)
        spec.panels.append(figurePanel(*panel));
    const MetricPlot& first = *m_plots.value(valueMetrics().first());
    for (const widgets::PlotRun& run : m_runs)
        if (first.isRunVisible(run.uid)) // not hidden by the legend
            spec.runs.append({run.uid, run.name});
    spec.xMode = m_link->xMode();
    spec.x = m_link->xRange();
    spec.smoothing = m_smoothing;
    spec.isRobust = m_isRobust;
    return spec;
}

void MonitorPanels::offerFigure(PlotPanel& panel)
{
    QMenu* menu = panel.moreMenu();
    menu->addSeparator();
    QAction* copy =
        menu->addAction(tr("Copy picture and values"), this, [this, &panel] { emit copyRequested(metricOf(panel)); });
    copy->setObjectName(QStringLiteral("copyPlot"));
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut); // shown here; the key belongs to the plots, see offerCopy
    QAction* figure =
        menu->addAction(tr("Export figure…"), this, [this, &panel] { emit figureRequested(metricOf(panel)); });
    figure->setObjectName(QStringLiteral("exportPlot"));
    figure->setToolTip(tr("Opens the dialog for figures with this plot chosen."));
}

void MonitorPanels::offerCopy()
{
    auto* keys = new QShortcut(QKeySequence::Copy, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(keys, &QShortcut::activated, this, [this] {
        for (const PlotPanel* panel : std::as_const(m_panels))
            if (panel->isAncestorOf(window()->focusWidget()))
                emit copyRequested(metricOf(*panel));
    });
}

} // namespace lb::gui
