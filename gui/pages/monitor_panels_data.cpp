// Points, marks and theory of the Monitor's plots.
#include "gui/pages/monitor_panels.h"

#include "gui/monitor/metric_history.h"
#include "gui/monitor/metric_words.h"
#include "gui/pages/theory.h"
#include "gui/project/store_thread.h"
#include "widgets/plots/heat_map_plot.h"
#include "widgets/plots/metric_plot.h"
#include "widgets/plots/plot_panel.h"
#include "widgets/plots/x_mapping.h"
#include "widgets/theme/number_text.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lb::gui {

using experiments::MetricPoint;
using experiments::MetricUpdate;
using experiments::RunRecord;
using experiments::VectorPoint;
using widgets::AxisScale;
using widgets::PlotRun;

namespace {

const QString kKl = QStringLiteral("train/kl");
const QString kElbo = QStringLiteral("validation/elbo");
const QString kUnits = QStringLiteral("validation/active_units");
const QString kEntropyGap = QStringLiteral("validation/entropy_gap"); // drawn as entropy less bias, see theory.h
constexpr double kUnitTicks = 4;                                      // ticks between 0 and the latent size

QList<RunRecord> recordsOf(const RunBoard& board, const QStringList& uids)
{
    QList<RunRecord> records;
    for (const QString& uid : uids)
        if (const RunRecord* run = board.run(uid))
            records.append(*run);
    return records;
}

} // namespace

double MonitorPanels::symlogThreshold() const
{
    const RunRecord* first = m_runs.isEmpty() ? nullptr : m_board.run(m_runs.first().uid);
    const bool isImage = first && first->dataset == QLatin1String("fashion-mnist");
    return isImage ? AxisScale::kImageThreshold : AxisScale::kTextThreshold;
}

void MonitorPanels::takeShown()
{
    QList<PlotRun> runs;
    for (const RunRecord& run : recordsOf(m_board, m_board.shown()))
        runs.append(plottedRun(run));
    if (runs == m_runs)
        return;
    m_runs = runs;
    for (Panel& panel : m_panels)
        panel.frame->setSymlogThreshold(symlogThreshold());
    takeLines();
    for (const PlotRun& run : std::as_const(runs))
        takeMarks(run.uid);
    updateTheory();
    emit runsChanged();
    emit metricsChanged();
}

void MonitorPanels::takeMarks(const QString& uid)
{
    if (!m_board.isShown(uid))
        return;
    const RunHistory& history = m_board.history(uid);
    const QString line = m_means.lineOf(uid);
    for (const Panel& panel : std::as_const(m_panels)) {
        if (panel.heatMap || line == uid) {
            panel.plot()->setEvents(uid, history.events);
            panel.plot()->setCheckpoints(uid, history.checkpoints);
        } else {
            panel.plot()->setEvents(line, eventsOf(line));
        }
    }
}

void MonitorPanels::correct(const QString& uid, const QString& metric, QList<MetricPoint>& points) const
{
    const RunRecord* run = m_board.run(uid);
    if (metric == kEntropyGap && run)
        for (MetricPoint& point : points)
            point.value = entropyLessBias(*run, point.value).value_or(qQNaN());
}

void MonitorPanels::readDetail(widgets::MetricPlot* plot, const QString& uid, const QString& curve, bool isCompanion,
                               widgets::PlotRange steps)
{
    const auto panel =
        std::find_if(m_panels.cbegin(), m_panels.cend(), [plot](const Panel& each) { return each.curves == plot; });
    if (panel == m_panels.cend() || !m_board.run(uid)) // a mean of seeds is no run
        return;
    const QString metric = isCompanion ? panel->companion : curve.isEmpty() ? panel->metric() : curve;
    m_store.ask(
        plot,
        [uid, metric, steps](StoreReader& reader) {
            return readMetricDetail(reader, uid, metric, std::llround(steps.lower), std::llround(steps.upper));
        },
        [this, plot, uid, curve, metric, isCompanion, steps](QList<MetricPoint> points) {
            correct(uid, metric, points);
            plot->setDetail(uid, curve, isCompanion, steps, points);
        });
}

void MonitorPanels::appendPoints(const QString& uid, const QString& metric, QList<MetricPoint> points)
{
    correct(uid, metric, points);
    if (m_means.averages(uid)) {
        m_means.append(uid, metric, points);
        averageSoon();
        return;
    }
    for (const Panel& panel : std::as_const(m_panels)) {
        if (!panel.curves)
            continue;
        if (panel.choice.metrics.contains(metric))
            panel.curves->append(uid, points, metric);
        if (panel.companion == metric)
            panel.curves->appendCompanion(uid, points);
    }
}

void MonitorPanels::appendVectors(const QString& uid, const QString& metric, const QList<VectorPoint>& vectors)
{
    for (const Panel& panel : std::as_const(m_panels))
        if (panel.heatMap && panel.metric() == metric)
            panel.heatMap->append(uid, vectors);
}

void MonitorPanels::takeUpdate(const QString& uid, const MetricUpdate& update)
{
    if (!m_board.isShown(uid))
        return;
    if (update.startedOver) {
        m_means.clear(uid);
        for (const Panel& panel : std::as_const(m_panels)) {
            if (panel.heatMap)
                panel.heatMap->clearPoints(uid);
            else
                panel.curves->clearPoints(uid);
        }
    }
    if (!update.theory.isEmpty())
        takeShown(); // steps per epoch are known now
    QSet<QString> wanted;
    for (const Panel& panel : std::as_const(m_panels)) {
        wanted.unite({panel.choice.metrics.cbegin(), panel.choice.metrics.cend()});
        wanted.insert(panel.companion);
    }
    bool changesTheory = !update.theory.isEmpty();
    for (qsizetype begin = 0, end = 0; begin < update.points.size(); begin = end) {
        const QString& metric = update.points.at(begin).metric;
        while (end < update.points.size() && update.points.at(end).metric == metric)
            ++end;
        if (wanted.contains(metric)) {
            const QList<MetricPoint> points = update.points.mid(begin, end - begin);
            appendPoints(uid, metric, points);
            countBeyond(uid, metric, points);
        }
        changesTheory = changesTheory || metric == kEntropyGap || metric == kUnits;
    }
    QHash<QString, QList<VectorPoint>> vectors;
    for (const VectorPoint& vector : update.vectors)
        vectors[vector.metric].append(vector);
    for (auto points = vectors.cbegin(); points != vectors.cend(); ++points) {
        appendVectors(uid, points.key(), points.value());
        if (!m_vectorMetrics[uid].contains(points.key()))
            m_vectorMetrics[uid].append(points.key());
    }
    if (!update.events.isEmpty() || update.startedOver)
        takeMarks(uid);
    if (changesTheory)
        updateTheory();
    const qsizetype known = m_board.history(uid).last.size() + m_vectorMetrics.value(uid).size();
    if (std::exchange(m_metricCounts[uid], known) != known)
        emit metricsChanged();
}

void MonitorPanels::countBeyond(const QString& uid, const QString& metric, const QList<MetricPoint>& points)
{
    const RunRecord* run = m_board.run(uid);
    if (!m_link->xRange() || !run || !experiments::isActive(run->state) || !m_layout.metrics().contains(metric))
        return;
    const double end = m_link->xRange()->upper;
    const PlotRun plotted = plottedRun(*run);
    const double perStep = m_link->xMode() == widgets::XMode::Examples ? plotted.itemsPerStep
                           : m_link->xMode() == widgets::XMode::Epoch && plotted.stepsPerEpoch > 0
                               ? 1 / plotted.stepsPerEpoch
                               : 1;
    const widgets::XMapping mapping{m_link->xMode(), perStep, static_cast<double>(m_board.history(uid).startMs)};
    const auto beyond = std::count_if(points.cbegin(), points.cend(), [&](const MetricPoint& point) {
        return mapping.map(static_cast<double>(point.step), static_cast<double>(point.timeMs)) > end;
    });
    if (beyond == 0)
        return;
    m_pointsBeyond += beyond;
    emit pointsBeyondChanged();
}

QString MonitorPanels::placeText(double x) const
{
    switch (m_link->xMode()) {
    case widgets::XMode::Step:
        break;
    case widgets::XMode::Epoch:
        return tr("epoch %1").arg(widgets::numberText(x, 2));
    case widgets::XMode::Examples:
        return tr("example %1").arg(widgets::countText(qRound64(x)));
    case widgets::XMode::Time:
        return widgets::durationText(x);
    }
    return tr("step %1").arg(widgets::countText(qRound64(x)));
}

void MonitorPanels::readHistory(const QString& uid, const QStringList& metrics)
{
    if (metrics.isEmpty())
        return;
    // Answers and what is read live come from one thread in order: all that came before the answer is in it, all that
    // comes after it is newer.
    m_store.ask(
        this, [uid, metrics](StoreReader& reader) { return readMetricHistory(reader, uid, metrics); },
        [this, uid](const MetricHistory& history) { takeHistory(uid, history); });
}

void MonitorPanels::takeHistory(const QString& uid, const MetricHistory& history)
{
    if (!m_board.isShown(uid))
        return;
    for (auto points = history.points.cbegin(); points != history.points.cend(); ++points) {
        m_means.clear(uid, points.key());
        for (const Panel& panel : std::as_const(m_panels))
            if (panel.curves && panel.choice.metrics.contains(points.key()))
                panel.curves->clearPoints(uid, points.key());
        appendPoints(uid, points.key(), points.value());
    }
    for (auto vectors = history.vectors.cbegin(); vectors != history.vectors.cend(); ++vectors) {
        for (const Panel& panel : std::as_const(m_panels))
            if (panel.heatMap && panel.metric() == vectors.key())
                panel.heatMap->clearPoints(uid);
        appendVectors(uid, vectors.key(), vectors.value());
    }
}

void MonitorPanels::updateTheory()
{
    const QList<RunRecord> runs = recordsOf(m_board, m_board.shown());
    QStringList unbounded;
    for (const RunRecord& run : runs)
        if (run.family == QLatin1String("eae") || run.family == QLatin1String("ae"))
            unbounded.append(run.name);
    for (const Panel& panel : std::as_const(m_panels)) {
        if (!panel.curves)
            continue;
        const QStringList& metrics = panel.choice.metrics;
        QList<widgets::TheoryLine> lines;
        QList<widgets::PlotNote> notes;
        if (metrics.contains(kKl))
            lines += klFloors(runs);
        if (metrics.contains(kEntropyGap)) {
            lines += entropyCeilings(runs);
            notes += entropyNotes(runs, m_board);
        }
        if (metrics.contains(kElbo) && !unbounded.isEmpty())
            notes.append({tr("%1: no bound").arg(unbounded.join(tr(", "))), {}});
        for (widgets::TheoryLine& line : lines)
            line.uid = m_means.lineOf(line.uid);
        panel.curves->setTheoryLines(lines);
        panel.curves->setNotes(notes);
    }
    updateUnits();
}

void MonitorPanels::updateUnits()
{
    const qint64 size = latentSize(recordsOf(m_board, m_board.shown()));
    for (const Panel& panel : std::as_const(m_panels)) {
        if (!panel.curves)
            continue;
        const bool isUnits = panel.choice.metrics == QStringList{kUnits};
        panel.curves->setStepped(isUnits);
        panel.curves->setIncludedValues(!isUnits   ? QList<double>()
                                        : size > 0 ? QList<double>{0, double(size)}
                                                   : QList<double>{0});
        panel.curves->setTickStep(!isUnits || size <= 0 ? 0 : size >= 8 ? double(size) / kUnitTicks : 1);
        if (isUnits && size > 0)
            panel.curves->setValueLabel(tr("Active units (of %1)").arg(size));
    }
}

QStringList MonitorPanels::knownMetrics() const
{
    QSet<QString> known;
    for (const PlotRun& run : m_runs) {
        const QHash<QString, double>& last = m_board.history(run.uid).last;
        for (auto it = last.keyBegin(); it != last.keyEnd(); ++it)
            known.insert(*it);
        for (const QString& metric : m_vectorMetrics.value(run.uid))
            known.insert(metric);
    }
    QStringList all(known.cbegin(), known.cend());
    all.sort();
    return all;
}

std::optional<double> MonitorPanels::valueAt(const QString& metric, const QString& uid, double x) const
{
    const widgets::MetricPlot* plot = find(metric);
    return plot ? plot->valueAt(uid, x, metric) : std::nullopt;
}

std::optional<double> MonitorPanels::lastValue(const QString& metric, const QString& uid) const
{
    const widgets::MetricPlot* plot = find(metric);
    return plot ? plot->lastValue(uid, metric) : std::nullopt;
}

} // namespace lb::gui
