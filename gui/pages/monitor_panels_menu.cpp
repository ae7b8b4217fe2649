// Menus of the Monitor's plots, and what can be dragged onto them.
#include "gui/pages/monitor_panels.h"

#include "gui/monitor/metric_list_model.h"
#include "gui/monitor/metric_words.h"
#include "widgets/plots/metric_plot.h"
#include "widgets/plots/plot_panel.h"

#include <QDrag>
#include <QDragEnterEvent>
#include <QMenu>
#include <QMimeData>
#include <QRubberBand>

#include <algorithm>

namespace lb::gui {

using widgets::PlotRun;

namespace {

constexpr char kPlotMime[] = "application/x-latentbench-plot"; // its id in UTF-8

QString dragged(const QMimeData& data, const char* type)
{
    return QString::fromUtf8(data.data(QString::fromLatin1(type)));
}

} // namespace

std::optional<qint64> MonitorPanels::cursorStep() const
{
    const std::optional<double> x = m_link->pinned() ? m_link->pinned() : m_link->cursor();
    const bool isShown = std::any_of(m_runs.cbegin(), m_runs.cend(),
                                     [this](const PlotRun& run) { return run.uid == m_board.current(); });
    const double units = unitsPerStep();
    return x && isShown && units > 0 ? std::optional(qRound64(*x / units)) : std::nullopt;
}

double MonitorPanels::unitsPerStep() const
{
    const auto run = std::find_if(m_runs.cbegin(), m_runs.cend(),
                                  [this](const PlotRun& each) { return each.uid == m_board.current(); });
    switch (m_link->xMode()) {
    case widgets::XMode::Step:
        return 1;
    case widgets::XMode::Epoch:
        return run != m_runs.cend() && run->stepsPerEpoch > 0 ? 1 / run->stepsPerEpoch : 0;
    case widgets::XMode::Examples:
        return run != m_runs.cend() ? run->itemsPerStep : 0;
    default:
        return 0;
    }
}

void MonitorPanels::fillMenu(Panel& panel)
{
    QMenu* menu = panel.frame->moreMenu();
    menu->setToolTipsVisible(true);
    if (panel.curves) {
        panel.batches =
            menu->addAction(tr("Training batches"), panel.curves, &widgets::MetricPlot::setCompanionVisible);
        panel.batches->setCheckable(true);
    }
    offerFigure(*panel.frame);
    QAction* fork = menu->addAction(tr("Fork from here…"), this, [this] {
        if (const std::optional<qint64> step = cursorStep())
            emit forkRequested(*step);
    });
    fork->setObjectName(QStringLiteral("forkFromHere"));
    fork->setToolTip(tr("A new run with the current run's weights at the cursor, and one setting changed."));
    connect(menu, &QMenu::aboutToShow, fork, [this, fork] { fork->setEnabled(cursorStep().has_value()); });
    offerLayout(panel);
}

void MonitorPanels::offerLayout(const Panel& panel)
{
    const QString id = panel.choice.id;
    QMenu* menu = panel.frame->moreMenu();
    menu->addSeparator();
    const auto add = [&](const char* name, const QString& text, auto work) {
        QAction* action = menu->addAction(text, this, work);
        action->setObjectName(QLatin1String(name));
        return action;
    };
    add("addMetricToPlot", tr("Add metric…"), [this, id] { emit metricListRequested(id); });
    QMenu* takeOffMenu = menu->addMenu(tr("Take off"));
    takeOffMenu->setObjectName(QStringLiteral("takeOffMenu"));
    add("renamePlot", tr("Rename plot…"), [this, id] { emit renameRequested(id); });
    QAction* earlier = add("movePlotEarlier", tr("Move earlier"),
                           [this, id] { move(id, m_layout.plots.indexOf(*m_layout.find(id)) - 1); });
    QAction* later = add("movePlotLater", tr("Move later"),
                         [this, id] { move(id, m_layout.plots.indexOf(*m_layout.find(id)) + 1); });
    add("removePlot", tr("Remove plot"), [this, id] {
        PlotLayout layout = m_layout;
        layout.plots.removeIf([&id](const PlotChoice& plot) { return plot.id == id; });
        request(layout, tr("remove the plot %1").arg(titleOf(id)));
    });
    connect(menu, &QMenu::aboutToShow, this, [this, id, takeOffMenu, earlier, later] {
        const PlotChoice* plot = m_layout.find(id);
        takeOffMenu->clear();
        for (const QString& metric : plot ? plot->metrics : QStringList())
            takeOffMenu->addAction(MetricWords::fullTitle(metric), this, [this, metric, id] { takeOff(metric, id); });
        takeOffMenu->setEnabled(!takeOffMenu->isEmpty());
        earlier->setEnabled(plot && plot != &m_layout.plots.first());
        later->setEnabled(plot && plot != &m_layout.plots.last());
    });
}

void MonitorPanels::request(const PlotLayout& layout, const QString& what)
{
    if (!(layout == m_layout))
        emit layoutRequested(layout, what);
}

void MonitorPanels::addMetric(const QString& metric, const QString& plot)
{
    PlotLayout layout = m_layout;
    layout.put(metric, plot);
    request(layout, tr("add %1").arg(MetricWords::fullTitle(metric)));
}

void MonitorPanels::takeNextScale()
{
    for (const Panel& panel : std::as_const(m_panels)) {
        if (!panel.curves || !panel.frame->isAncestorOf(window()->focusWidget()))
            continue;
        PlotLayout layout = m_layout;
        PlotChoice* plot = layout.find(panel.choice.id);
        plot->scale = nextScale(plot->scale);
        return request(layout, tr("scale of %1").arg(titleOf(plot->id)));
    }
}

void MonitorPanels::takeOff(const QString& metric, const QString& plot)
{
    PlotLayout layout = m_layout;
    if (PlotChoice* choice = layout.find(plot))
        choice->metrics.removeAll(metric);
    request(layout, tr("take off %1").arg(MetricWords::fullTitle(metric)));
}

void MonitorPanels::move(const QString& plot, qsizetype to)
{
    PlotLayout layout = m_layout;
    const auto from = std::find_if(layout.plots.cbegin(), layout.plots.cend(),
                                   [&plot](const PlotChoice& choice) { return choice.id == plot; }) -
                      layout.plots.cbegin();
    if (from < layout.plots.size() && to >= 0 && to < layout.plots.size())
        layout.plots.move(from, to);
    request(layout, tr("move the plot %1").arg(titleOf(plot)));
}

void MonitorPanels::startDrag(const QString& plot)
{
    auto* drag = new QDrag(this);
    auto* what = new QMimeData;
    what->setData(QString::fromLatin1(kPlotMime), plot.toUtf8());
    drag->setMimeData(what);
    drag->exec(Qt::MoveAction);
}

const MonitorPanels::Panel* MonitorPanels::panelAt(QPoint position) const
{
    for (const Panel& panel : m_panels)
        if (panel.frame->isVisible() && panel.frame->geometry().contains(position))
            return &panel;
    return nullptr;
}

void MonitorPanels::dragEnterEvent(QDragEnterEvent* event)
{
    const QMimeData* what = event->mimeData();
    if (what->hasFormat(QString::fromLatin1(kMetricMime)) || what->hasFormat(QString::fromLatin1(kPlotMime)))
        event->acceptProposedAction();
    else
        event->ignore(); // files are the window's
}

void MonitorPanels::dragMoveEvent(QDragMoveEvent* event)
{
    event->acceptProposedAction();
    const Panel* panel = panelAt(event->position().toPoint());
    m_dropMark->setVisible(panel != nullptr);
    if (panel) {
        m_dropMark->setGeometry(panel->frame->geometry());
        m_dropMark->raise();
    }
}

void MonitorPanels::dragLeaveEvent(QDragLeaveEvent* event)
{
    m_dropMark->hide();
    QWidget::dragLeaveEvent(event);
}

void MonitorPanels::dropEvent(QDropEvent* event)
{
    m_dropMark->hide();
    event->acceptProposedAction();
    const Panel* panel = panelAt(event->position().toPoint());
    const QString metric = dragged(*event->mimeData(), kMetricMime);
    const QString plot = dragged(*event->mimeData(), kPlotMime);
    if (!metric.isEmpty())
        addMetric(metric, panel ? panel->choice.id : QString()); // beside the plots: a new one
    else if (panel && m_layout.find(plot))
        move(plot, m_layout.plots.indexOf(panel->choice));
}

bool MonitorPanels::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn)
        for (const Panel& panel : std::as_const(m_panels))
            if (panel.plot() == watched)
                emit plotFocused(panel.choice.id);
    return QWidget::eventFilter(watched, event);
}

} // namespace lb::gui
