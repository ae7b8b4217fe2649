#include "gui/pages/monitor_panels.h"

#include "experiments/records/metric_names.h"
#include "experiments/records/value_histogram.h"
#include "gui/monitor/metric_words.h"
#include "gui/pages/theory.h"
#include "gui/time_cursor.h"
#include "widgets/plots/heat_map_plot.h"
#include "widgets/plots/metric_plot.h"
#include "widgets/plots/plot_panel.h"
#include "widgets/theme/theme.h"

#include <QGridLayout>
#include <QMenu>
#include <QRubberBand>

#include <algorithm>

namespace lb::gui {

using widgets::AxisScale;
using widgets::HeatMapPlot;
using widgets::MetricPlot;
using widgets::PlotPanel;
using widgets::PlotRun;

namespace {

const QString kReconstruction = QStringLiteral("validation/reconstruction");
const QString kElbo = QStringLiteral("validation/elbo");
constexpr int kGap = 8;
constexpr int kThreeColumnsFrom = 780; // pixels; below it the plots stand in two columns
constexpr int kNarrowest = 520;        // of two
constexpr AxisScale::Kind kScales[]{AxisScale::Kind::Linear, AxisScale::Kind::Log, AxisScale::Kind::Symlog};

/// The noisier metric of the same quantity, drawn pale behind.
QString companionOf(const QString& metric)
{
    if (metric == kReconstruction)
        return QStringLiteral("train/reconstruction");
    return metric == kElbo ? QStringLiteral("train/elbo") : QString();
}

int choiceOf(const PlotChoice& plot)
{
    if (plot.isHeatMap())
        return plot.isSorted ? 0 : 1;
    return static_cast<int>(std::find(std::begin(kScales), std::end(kScales), plot.scale) - std::begin(kScales));
}

} // namespace

widgets::LinkedPlot* MonitorPanels::Panel::plot() const
{
    return frame->plot();
}

MonitorPanels::MonitorPanels(const widgets::Theme& theme, RunBoard& board, StoreThread& store, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_board(board)
    , m_store(store)
    , m_link(new widgets::PlotLink(this))
    , m_grid(new QGridLayout(this))
    , m_dropMark(new QRubberBand(QRubberBand::Rectangle, this))
{
    setObjectName(QStringLiteral("monitorPanels"));
    setAcceptDrops(true);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(kGap);
    m_grid->setSizeConstraint(QLayout::SetNoConstraint); // three columns must be free to become two
    m_dropMark->hide();
    connect(&board, &RunBoard::shownChanged, this, &MonitorPanels::takeShown);
    connect(&board, &RunBoard::runsListed, this, &MonitorPanels::takeShown);
    connect(&board, &RunBoard::runRead, this, &MonitorPanels::takeUpdate);
    connect(&board, &RunBoard::checkpointsChanged, this, &MonitorPanels::takeMarks);
    m_timeLine = new TimeCursor(
        board.time(), *m_link, [this] { return unitsPerStep(); }, this);
    connect(&board, &RunBoard::currentChanged, m_timeLine, &TimeCursor::placeLine);
    connect(this, &MonitorPanels::runsChanged, m_timeLine, &TimeCursor::placeLine);
    connect(m_link, &widgets::PlotLink::viewChanged, this, [this] {
        m_pointsBeyond = 0;
        emit pointsBeyondChanged();
    });
    m_averageTimer.setSingleShot(true);
    connect(&m_averageTimer, &QTimer::timeout, this, &MonitorPanels::averageSeeds);
    offerCopy();
    setPlots(PlotLayout::standard());
    takeShown();
}

void MonitorPanels::setPlots(const PlotLayout& layout)
{
    Gains gains;
    QList<Panel> next;
    for (const PlotChoice& choice : layout.plots) {
        const auto known = std::find_if(m_panels.begin(), m_panels.end(), [&choice](const Panel& panel) {
            return panel.choice.id == choice.id && (panel.heatMap != nullptr) == choice.isHeatMap();
        });
        if (known == m_panels.end()) {
            next.append(makePanel(choice));
        } else {
            next.append(*known);
            m_panels.erase(known);
        }
        updatePanel(next.last(), choice, gains);
    }
    for (const Panel& gone : std::as_const(m_panels)) {
        gone.frame->hide();
        gone.frame->deleteLater(); // it may be its own menu that asked for this
    }
    m_panels = next;
    m_layout = layout;
    for (qsizetype i = 0; i < m_panels.size(); ++i)
        m_panels.at(i).plot()->setEventLabelsShown(i == 0);
    if (!m_layout.find(m_maximised))
        maximise(nullptr, false);
    const bool wereMeans = groupsSeeds();
    m_link->setXMode(layout.xMode);
    m_link->setXScale(layout.xScale);
    m_columns = 0;
    arrange();
    if (groupsSeeds() != wereMeans)
        takeLines();
    for (const PlotRun& run : std::as_const(m_runs)) {
        takeMarks(run.uid);
        readHistory(run.uid, gains.values());
    }
    updateTheory();
    emit metricsChanged();
}

MonitorPanels::Panel MonitorPanels::makePanel(const PlotChoice& choice)
{
    Panel panel;
    if (choice.isHeatMap()) {
        panel.heatMap = new HeatMapPlot(m_theme, m_link, this);
        panel.heatMap->setObjectName(choice.id + QStringLiteral("Plot"));
        panel.frame = new PlotPanel(m_theme, {}, panel.heatMap, this);
        connect(panel.heatMap, &HeatMapPlot::dimensionActivated, this, &MonitorPanels::dimensionRequested);
    } else {
        panel.curves = new MetricPlot(m_theme, m_link, this);
        panel.curves->setObjectName(choice.id + QStringLiteral("PanelPlot"));
        panel.curves->setSmoothing(m_smoothing);
        panel.curves->setRobust(m_isRobust);
        panel.curves->setBestShown(m_isBestShown);
        panel.frame = new PlotPanel(m_theme, {}, panel.curves, this);
        connect(panel.curves, &MetricPlot::detailWanted, this,
                [this, plot = panel.curves](const QString& uid, const QString& metric, bool isCompanion, double from,
                                            double to) {
                    readDetail(plot, uid, metric, isCompanion, {from, to});
                });
    }
    panel.frame->setObjectName(choice.id + QStringLiteral("Panel"));
    if (m_eventKinds)
        panel.plot()->setShownEventKinds(*m_eventKinds);
    panel.choice.id = choice.id;
    panel.plot()->installEventFilter(this);
    fillMenu(panel);
    connect(panel.frame, &PlotPanel::maximiseToggled, this,
            [this, frame = panel.frame](bool maximised) { maximise(frame, maximised); });
    connect(panel.frame, &PlotPanel::choiceMade, this, [this, id = choice.id](int index) {
        PlotLayout layout = m_layout;
        if (PlotChoice* plot = layout.find(id)) {
            if (plot->isHeatMap())
                plot->isSorted = index == 0;
            else
                plot->scale = kScales[index];
            request(layout, tr("scale of %1").arg(titleOf(id)));
        }
    });
    connect(panel.frame, &PlotPanel::metricRemoved, this,
            [this, id = choice.id](const QString& metric) { takeOff(metric, id); });
    connect(panel.frame, &PlotPanel::headerDragged, this, [this, id = choice.id] { startDrag(id); });
    connect(panel.plot(), &widgets::LinkedPlot::menuRequested, this,
            [frame = panel.frame](QPoint position) { frame->moreMenu()->popup(position); });
    return panel;
}

void MonitorPanels::updatePanel(Panel& panel, const PlotChoice& choice, Gains& gains)
{
    for (const QString& metric : choice.metrics)
        if (!panel.choice.metrics.contains(metric))
            gains.insert(metric);
    panel.choice = choice;
    const QString companion = companionOf(panel.metric());
    if (companion != panel.companion && !companion.isEmpty())
        gains.insert(companion);
    panel.companion = companion;
    if (panel.frame->choice() != choiceOf(choice))
        panel.frame->choose(choiceOf(choice));
    panel.frame->setSymlogThreshold(symlogThreshold());
    decorate(panel);
    setCurves(panel);
}

void MonitorPanels::decorate(Panel& panel)
{
    const QStringList& metrics = panel.choice.metrics;
    QList<widgets::PlotMetric> chips;
    for (const QString& metric : metrics)
        chips.append({metric, MetricWords::titleAmong(metric, metrics), static_cast<int>(chips.size())});
    const QString first = metrics.isEmpty() ? tr("New plot") : MetricWords::plotTitle(metrics.first());
    panel.frame->setTitle(panel.choice.title.isEmpty() ? first : panel.choice.title);
    panel.frame->setInfo(metrics.isEmpty() ? QString() : MetricWords::info(metrics.first()));
    panel.frame->setMetrics(chips);
    if (panel.heatMap) {
        panel.heatMap->setHistogram(experiments::isHistogram(panel.metric()));
        panel.heatMap->setValueLabel(MetricWords::title(panel.metric()), MetricWords::unit(panel.metric()));
        return;
    }
    panel.curves->setValueLabel(MetricWords::axisLabel(metrics));
    panel.curves->setCompanion(!panel.companion.isEmpty() && metrics.size() == 1);
    panel.curves->setCompanionVisible(panel.batches->isChecked() && metrics.size() == 1);
    panel.batches->setVisible(!panel.companion.isEmpty() && metrics.size() == 1);
}

void MonitorPanels::setCurves(Panel& panel)
{
    if (panel.heatMap) {
        panel.heatMap->setRuns(m_runs);
    } else {
        const QStringList& metrics = panel.choice.metrics;
        QList<PlotRun> curves;
        for (int i = 0; i < metrics.size(); ++i) {
            for (PlotRun curve : lines()) {
                curve.metric = metrics.at(i);
                curve.quantity = metrics.size() > 1 ? MetricWords::titleAmong(curve.metric, metrics) : QString();
                curve.marker = i;
                curve.better = experiments::metricInfo(curve.metric).better;
                curves.append(curve);
            }
        }
        panel.curves->setRuns(curves);
    }
    showRuns(panel);
}

void MonitorPanels::showRuns(const Panel& panel)
{
    if (panel.heatMap) {
        for (const PlotRun& run : std::as_const(m_runs))
            panel.heatMap->setRunVisible(run.uid, !isHidden(run.uid));
    } else {
        for (const SeedLine& each : std::as_const(m_lines))
            panel.curves->setRunVisible(each.line.uid, !m_hidden.contains(each.line.uid));
    }
}

void MonitorPanels::arrange()
{
    const int columns = !m_maximised.isEmpty() ? 1 : width() >= kThreeColumnsFrom ? 3 : 2;
    if (columns == m_columns)
        return;
    m_columns = columns;
    while (QLayoutItem* item = m_grid->takeAt(0))
        delete item;
    for (int i = 0; i < m_grid->columnCount(); ++i)
        m_grid->setColumnStretch(i, 0);
    for (int i = 0; i < m_grid->rowCount(); ++i)
        m_grid->setRowStretch(i, 0);
    int cell = 0;
    for (const Panel& panel : std::as_const(m_panels)) {
        const bool isShown = m_maximised.isEmpty() || panel.choice.id == m_maximised;
        panel.frame->setVisible(isShown);
        if (!isShown)
            continue;
        m_grid->addWidget(panel.frame, cell / columns, cell % columns);
        m_grid->setColumnStretch(cell % columns, 1);
        m_grid->setRowStretch(cell / columns, 1);
        ++cell;
    }
    updateGeometry();
}

void MonitorPanels::maximise(PlotPanel* panel, bool maximised)
{
    const Panel* chosen = panelOf(panel);
    m_maximised = maximised && chosen ? chosen->choice.id : QString();
    for (const Panel& other : std::as_const(m_panels))
        other.frame->setMaximised(other.choice.id == m_maximised);
    m_columns = 0;
    arrange();
}

const MonitorPanels::Panel* MonitorPanels::panelOf(const QWidget* frame) const
{
    const auto found =
        std::find_if(m_panels.cbegin(), m_panels.cend(), [frame](const Panel& panel) { return panel.frame == frame; });
    return found == m_panels.cend() ? nullptr : &*found;
}

QString MonitorPanels::titleOf(const QString& plot) const
{
    for (const Panel& panel : m_panels)
        if (panel.choice.id == plot)
            return panel.frame->title();
    return {};
}

MetricPlot* MonitorPanels::find(const QString& metric) const
{
    for (const Panel& panel : m_panels)
        if (panel.curves && panel.choice.metrics.contains(metric))
            return panel.curves;
    return nullptr;
}

void MonitorPanels::focusFirst()
{
    if (!m_panels.isEmpty())
        m_panels.first().plot()->setFocus();
}

QSize MonitorPanels::minimumSizeHint() const
{
    return {kNarrowest, m_grid->minimumSize().height()};
}

void MonitorPanels::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void MonitorPanels::setRunVisible(const QString& uid, bool visible)
{
    if (visible)
        m_hidden.remove(uid);
    else
        m_hidden.insert(uid);
    for (const Panel& panel : std::as_const(m_panels))
        showRuns(panel);
}

void MonitorPanels::setSmoothing(double factor)
{
    m_smoothing = factor;
    for (const Panel& panel : std::as_const(m_panels))
        if (panel.curves)
            panel.curves->setSmoothing(factor);
}

void MonitorPanels::setRobust(bool robust)
{
    m_isRobust = robust;
    for (const Panel& panel : std::as_const(m_panels))
        if (panel.curves)
            panel.curves->setRobust(robust);
}

void MonitorPanels::setBestShown(bool shown)
{
    m_isBestShown = shown;
    for (const Panel& panel : std::as_const(m_panels))
        if (panel.curves)
            panel.curves->setBestShown(shown);
}

void MonitorPanels::setShownEventKinds(const QStringList& kinds)
{
    m_eventKinds = kinds;
    for (const Panel& panel : std::as_const(m_panels))
        panel.plot()->setShownEventKinds(kinds);
}

int MonitorPanels::frameCount() const
{
    int frames = 0;
    for (const Panel& panel : m_panels)
        frames += panel.plot()->frameCount();
    return frames;
}

} // namespace lb::gui
