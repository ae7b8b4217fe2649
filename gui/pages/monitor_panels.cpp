#include "gui/pages/monitor_panels.h"

#include "gui/pages/theory.h"
#include "gui/time_cursor.h"
#include "widgets/plots/heat_map_plot.h"
#include "widgets/plots/metric_plot.h"
#include "widgets/plots/plot_panel.h"
#include "widgets/theme/theme.h"

#include <QGridLayout>
#include <QMenu>

#include <algorithm>

namespace lb::gui {

using experiments::MetricPoint;
using experiments::MetricUpdate;
using experiments::RunRecord;
using widgets::AxisScale;
using widgets::MetricPlot;
using widgets::PlotPanel;
using widgets::PlotRun;

namespace {

const QString kKl = QStringLiteral("train/kl");
const QString kReconstruction = QStringLiteral("validation/reconstruction");
const QString kElbo = QStringLiteral("validation/elbo");
const QString kUnits = QStringLiteral("validation/active_units");
const QString kEntropyGap = QStringLiteral("validation/entropy_gap"); // drawn as entropy less bias, see theory.h
const QString kKlPerDimension = QStringLiteral("validation/kl_per_dimension");
constexpr int kGap = 8;
constexpr int kThreeColumnsFrom = 780; // pixels; below it the plots stand in two columns
constexpr int kNarrowest = 520;        // of two
constexpr double kUnitTicks = 4;       // ticks between 0 and the latent size

QList<RunRecord> recordsOf(const RunBoard& board, const QStringList& uids)
{
    QList<RunRecord> records;
    for (const QString& uid : uids)
        if (const RunRecord* run = board.run(uid))
            records.append(*run);
    return records;
}

bool isImage(const QList<RunRecord>& runs)
{
    return !runs.isEmpty() && runs.first().dataset == QLatin1String("fashion-mnist");
}

} // namespace

MonitorPanels::MonitorPanels(const widgets::Theme& theme, RunBoard& board, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_board(board)
    , m_link(new widgets::PlotLink(this))
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(kGap);
    m_grid->setSizeConstraint(QLayout::SetNoConstraint); // three columns must be free to become two
    addMetricPanel({kKl, QStringLiteral("klPanel"), tr("KL divergence"), tr("KL (nats)"),
                    tr("KL(q(z|x) ‖ N(0, I)) per item, in nats, mean of each training batch. How much the code may say "
                       "about the item. "
                       "0: the code says nothing. Dashed: the floor that BN-VAE guarantees."),
                    true});
    addMetricPanel({kReconstruction, QStringLiteral("reconstructionPanel"), tr("Reconstruction"),
                    tr("Reconstruction (nats)"),
                    tr("−ln p(x|z) per item, in nats, mean of the validation items. Lower is better. The menu adds, "
                       "pale, each training batch, which goes up and down with the length of its sentences."),
                    false, QStringLiteral("train/reconstruction")});
    addMetricPanel(
        {kElbo, QStringLiteral("elboPanel"), tr("ELBO"), tr("ELBO (nats)"),
         tr("Evidence lower bound, −reconstruction − KL, per validation item in nats. Higher is better. Autoencoders "
            "without a KL (AE, EAE) have none. The menu adds, pale, each training batch."),
         false, QStringLiteral("train/elbo")});
    addMetricPanel(
        {kUnits, QStringLiteral("unitsPanel"), tr("Active units"), tr("Active units"),
         tr("Latent dimensions whose mean changes with the input: variance over the validation items above 0.01 "
            "(Burda et al. 2016). Higher is better.")});
    m_plots[kUnits]->setStepped(true);
    m_plots[kUnits]->setIncludedValues({0});
    addHeatMap();
    addMetricPanel({kEntropyGap, QStringLiteral("entropyPanel"), tr("Code entropy"), tr("Entropy (nats)"),
                    tr("Entropy of the codes of the validation items, from distances to nearest neighbours, less the "
                       "estimator's bias "
                       "on N(0, I) with as many draws. The gap to the ceiling is printed with its error.")});

    connect(&board, &RunBoard::shownChanged, this, &MonitorPanels::takeShown);
    connect(&board, &RunBoard::runsListed, this, &MonitorPanels::takeShown);
    connect(&board, &RunBoard::runRead, this, &MonitorPanels::takeUpdate);
    connect(&board, &RunBoard::checkpointsChanged, this, &MonitorPanels::takeMarks);
    m_timeLine = new TimeCursor(
        board.time(), *m_link, [this] { return unitsPerStep(); }, this);
    connect(&board, &RunBoard::currentChanged, m_timeLine, &TimeCursor::placeLine);
    connect(this, &MonitorPanels::runsChanged, m_timeLine, &TimeCursor::placeLine);
    m_plots[kKl]->setEventLabelsShown(true);
    offerCopy();
    arrange();
    takeShown();
}

void MonitorPanels::addMetricPanel(const Axis& axis)
{
    auto* plot = new MetricPlot(m_theme, m_link, this);
    plot->setObjectName(axis.name + QStringLiteral("Plot"));
    plot->setValueLabel(axis.valueLabel);
    m_plots.insert(axis.metric, plot);
    auto* panel = new PlotPanel(m_theme, axis.title, plot, this);
    if (axis.isSymlog)
        panel->choose(2);
    addPanel(panel, axis.name, axis.info);
    if (axis.companion.isEmpty())
        return;
    plot->setCompanion(true);
    plot->setCompanionVisible(false);
    m_companions.insert(axis.companion, plot);
    QAction* batches = panel->moreMenu()->addAction(tr("Training batches"), plot, &MetricPlot::setCompanionVisible);
    batches->setCheckable(true);
}

void MonitorPanels::addHeatMap()
{
    m_heatMap = new widgets::HeatMapPlot(m_theme, m_link, this);
    m_heatMap->setObjectName(QStringLiteral("klPerDimensionPlot"));
    m_heatMap->setValueLabel(tr("KL per dimension"), tr("nats"));
    addPanel(
        new PlotPanel(m_theme, tr("KL per dimension"), m_heatMap, this), QStringLiteral("klPerDimensionPanel"),
        tr("KL of each latent dimension on validation items, in nats, the largest on top; one block per run, the same "
           "colours for all. Background: a dimension that carries nothing."));
}

void MonitorPanels::addPanel(PlotPanel* panel, const QString& name, const QString& info)
{
    panel->setObjectName(name);
    panel->setInfo(info);
    connect(panel, &PlotPanel::maximiseToggled, this, [this, panel](bool maximised) { maximise(panel, maximised); });
    offerFigure(*panel);
    connect(panel->plot(), &widgets::LinkedPlot::menuRequested, this,
            [panel](QPoint position) { panel->moreMenu()->popup(position); });
    QAction* fork = panel->moreMenu()->addAction(tr("Fork from here…"), this, [this] {
        if (const std::optional<qint64> step = cursorStep())
            emit forkRequested(*step);
    });
    fork->setObjectName(QStringLiteral("forkFromHere"));
    fork->setToolTip(tr("A new run with the current run's weights at the cursor, and one setting changed."));
    connect(panel->moreMenu(), &QMenu::aboutToShow, fork, [this, fork] { fork->setEnabled(cursorStep().has_value()); });
    m_panels.append(panel);
}

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
    if (m_link->xMode() == widgets::XMode::Step)
        return 1;
    const auto run = std::find_if(m_runs.cbegin(), m_runs.cend(),
                                  [this](const PlotRun& each) { return each.uid == m_board.current(); });
    if (run == m_runs.cend())
        return 0;
    if (m_link->xMode() == widgets::XMode::Epoch)
        return run->stepsPerEpoch > 0 ? 1 / run->stepsPerEpoch : 0;
    return m_link->xMode() == widgets::XMode::Examples ? run->itemsPerStep : 0;
}

void MonitorPanels::arrange()
{
    const int columns = m_maximised ? 1 : width() >= kThreeColumnsFrom ? 3 : 2;
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (PlotPanel* panel : std::as_const(m_panels))
        m_grid->removeWidget(panel);
    for (int i = 0; i < 6; ++i) {
        m_grid->setColumnStretch(i, 0);
        m_grid->setRowStretch(i, 0);
    }
    int cell = 0;
    for (PlotPanel* panel : std::as_const(m_panels)) {
        panel->setVisible(!m_maximised || panel == m_maximised);
        if (m_maximised && panel != m_maximised)
            continue;
        m_grid->addWidget(panel, cell / columns, cell % columns);
        m_grid->setColumnStretch(cell % columns, 1);
        m_grid->setRowStretch(cell / columns, 1);
        ++cell;
    }
}

void MonitorPanels::maximise(PlotPanel* panel, bool maximised)
{
    m_maximised = maximised ? panel : nullptr;
    for (PlotPanel* other : std::as_const(m_panels))
        other->setMaximised(other == m_maximised);
    m_columns = 0;
    arrange();
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

QList<widgets::LinkedPlot*> MonitorPanels::allPlots() const
{
    QList<widgets::LinkedPlot*> plots{m_heatMap};
    for (MetricPlot* plot : m_plots)
        plots.append(plot);
    return plots;
}

void MonitorPanels::takeShown()
{
    QList<PlotRun> runs;
    const QList<RunRecord> records = recordsOf(m_board, m_board.shown());
    for (const RunRecord& run : records)
        runs.append(plottedRun(run));
    if (runs == m_runs)
        return;
    m_runs = runs;
    for (MetricPlot* plot : std::as_const(m_plots))
        plot->setRuns(runs);
    m_heatMap->setRuns(runs);
    for (const PlotRun& run : std::as_const(runs))
        takeMarks(run.uid);
    for (PlotPanel* panel : std::as_const(m_panels))
        panel->setSymlogThreshold(isImage(records) ? AxisScale::kImageThreshold : AxisScale::kTextThreshold);
    updateTheory();
    emit runsChanged();
}

void MonitorPanels::takeMarks(const QString& uid)
{
    if (!m_board.isShown(uid))
        return;
    const RunHistory& history = m_board.history(uid);
    for (widgets::LinkedPlot* plot : allPlots()) {
        plot->setEvents(uid, history.events);
        plot->setCheckpoints(uid, history.checkpoints);
    }
}

void MonitorPanels::takeUpdate(const QString& uid, const MetricUpdate& update)
{
    if (!m_board.isShown(uid))
        return;
    if (update.startedOver) {
        for (MetricPlot* plot : std::as_const(m_plots))
            plot->clearPoints(uid);
        m_heatMap->clearPoints(uid);
    }
    if (!update.theory.isEmpty())
        takeShown(); // steps per epoch are known now
    QHash<QString, QList<MetricPoint>> byMetric;
    for (const MetricPoint& point : update.points)
        if (m_plots.contains(point.metric) || m_companions.contains(point.metric))
            byMetric[point.metric].append(point);
    if (const auto gaps = byMetric.find(kEntropyGap); gaps != byMetric.end())
        for (MetricPoint& point : *gaps)
            point.value = entropyLessBias(*m_board.run(uid), point.value).value_or(qQNaN());
    for (auto points = byMetric.cbegin(); points != byMetric.cend(); ++points) {
        if (MetricPlot* plot = m_plots.value(points.key()))
            plot->append(uid, points.value());
        else
            m_companions[points.key()]->appendCompanion(uid, points.value());
    }
    if (!update.vectors.isEmpty()) {
        QList<experiments::VectorPoint> vectors;
        for (const experiments::VectorPoint& vector : update.vectors)
            if (vector.metric == kKlPerDimension)
                vectors.append(vector);
        m_heatMap->append(uid, vectors);
    }
    if (!update.events.isEmpty() || update.startedOver)
        takeMarks(uid);
    if (byMetric.contains(kEntropyGap) || byMetric.contains(kUnits) || !update.theory.isEmpty())
        updateTheory();
}

void MonitorPanels::updateTheory()
{
    const QList<RunRecord> runs = recordsOf(m_board, m_board.shown());
    m_plots[kKl]->setTheoryLines(klFloors(runs));
    m_plots[kEntropyGap]->setTheoryLines(entropyCeilings(runs));
    m_plots[kEntropyGap]->setNotes(entropyNotes(runs, m_board));
    QStringList unbounded;
    for (const RunRecord& run : runs)
        if (run.family == QLatin1String("eae") || run.family == QLatin1String("ae"))
            unbounded.append(run.name);
    m_plots[kElbo]->setNotes(unbounded.isEmpty()
                                 ? QList<widgets::PlotNote>()
                                 : QList<widgets::PlotNote>{{tr("%1: no bound").arg(unbounded.join(tr(", "))), {}}});
    updateUnits();
}

void MonitorPanels::updateUnits()
{
    const qint64 size = latentSize(recordsOf(m_board, m_board.shown()));
    if (size <= 0)
        return;
    m_plots[kUnits]->setValueLabel(tr("Active units (of %1)").arg(size));
    m_plots[kUnits]->setIncludedValues({0, double(size)});
    m_plots[kUnits]->setTickStep(size >= 8 ? double(size) / kUnitTicks : 1);
}

void MonitorPanels::setRunVisible(const QString& uid, bool visible)
{
    for (MetricPlot* plot : std::as_const(m_plots))
        plot->setRunVisible(uid, visible);
    m_heatMap->setRunVisible(uid, visible);
}

void MonitorPanels::setSmoothing(double factor)
{
    m_smoothing = factor;
    for (MetricPlot* plot : std::as_const(m_plots))
        plot->setSmoothing(factor);
}

void MonitorPanels::setRobust(bool robust)
{
    m_isRobust = robust;
    for (MetricPlot* plot : std::as_const(m_plots))
        plot->setRobust(robust);
}

void MonitorPanels::setShownEventKinds(const QStringList& kinds)
{
    for (widgets::LinkedPlot* plot : allPlots())
        plot->setShownEventKinds(kinds);
}

QStringList MonitorPanels::valueMetrics()
{
    return {kKl, kReconstruction, kElbo, kUnits, kEntropyGap};
}

std::optional<double> MonitorPanels::valueAt(const QString& metric, const QString& uid, double x) const
{
    const MetricPlot* plot = m_plots.value(metric);
    return plot ? plot->valueAt(uid, x) : std::nullopt;
}

int MonitorPanels::frameCount() const
{
    int frames = 0;
    for (const widgets::LinkedPlot* plot : allPlots())
        frames += plot->frameCount();
    return frames;
}

} // namespace lb::gui
