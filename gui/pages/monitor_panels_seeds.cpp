// Means of seeds in the Monitor's plots.
#include "gui/pages/monitor_panels.h"

#include "experiments/records/statistics.h"
#include "gui/pages/theory.h"
#include "widgets/plots/metric_plot.h"
#include "widgets/plots/plot_panel.h"

#include <QElapsedTimer>

#include <algorithm>

namespace lb::gui {

using experiments::MetricPoint;
using experiments::RunRecord;
using widgets::PlotRun;

namespace {

constexpr int kShortestWaitMs = 150; // between averages of runs that train
constexpr int kRestShare = 8;        // of the time that the last averages took

} // namespace

bool MonitorPanels::groupsSeeds() const
{
    return m_wantsMeans && m_link->xMode() != widgets::XMode::Time;
}

void MonitorPanels::setSeedsGrouped(bool grouped, SpreadKind band)
{
    if (grouped == m_wantsMeans && band == m_band)
        return;
    m_wantsMeans = grouped;
    m_band = band;
    takeLines();
    for (const PlotRun& run : std::as_const(m_runs))
        takeMarks(run.uid);
    updateTheory();
    emit runsChanged();
}

QList<PlotRun> MonitorPanels::lines() const
{
    QList<PlotRun> lines;
    for (const SeedLine& each : m_lines)
        lines.append(each.line);
    return lines;
}

bool MonitorPanels::isHidden(const QString& uid) const
{
    return m_hidden.contains(m_means.lineOf(uid));
}

void MonitorPanels::takeLines()
{
    QList<RunRecord> records;
    for (const PlotRun& run : std::as_const(m_runs))
        if (const RunRecord* record = m_board.run(run.uid))
            records.append(*record);
    QSet<QString> averaged;
    for (const PlotRun& run : std::as_const(m_runs))
        if (m_means.averages(run.uid))
            averaged.insert(run.uid);
    m_lines.clear();
    if (groupsSeeds())
        m_lines = seedLines(records);
    else
        for (const RunRecord& run : std::as_const(records))
            m_lines.append({plottedRun(run), {run}});
    m_means.setLines(m_lines, m_band);
    QStringList wanted;
    for (Panel& panel : m_panels) {
        setCurves(panel);
        if (panel.curves)
            wanted += panel.choice.metrics + QStringList(panel.companion);
    }
    wanted.removeAll(QString());
    wanted.removeDuplicates();
    for (const SeedLine& each : std::as_const(m_lines))
        for (const RunRecord& run : each.runs)
            if (each.isMean() || averaged.contains(run.uid)) // else its plots have the points, or the board brings them
                readHistory(run.uid, wanted);
}

void MonitorPanels::averageSoon()
{
    if (!m_averageTimer.isActive())
        m_averageTimer.start(std::max(kShortestWaitMs, m_averageTimer.interval()));
}

void MonitorPanels::averageSeeds()
{
    QElapsedTimer taken;
    taken.start();
    for (const SeedMeans::Change& change : m_means.takeChanges()) {
        QList<MetricPoint> points;
        for (const experiments::StepValue& value : change.mean->mean)
            points.append({change.metric, value.step, value.value, 0});
        for (const Panel& panel : std::as_const(m_panels)) {
            if (!panel.curves || !panel.choice.metrics.contains(change.metric))
                continue;
            panel.curves->clearPoints(change.line, change.metric);
            panel.curves->append(change.line, points, change.metric);
            panel.curves->setSpread(change.line, change.mean->spread, change.metric);
        }
    }
    m_averageTimer.setInterval(static_cast<int>(std::min<qint64>(kRestShare * taken.elapsed(), 5000)));
}

std::optional<double> MonitorPanels::lastOf(const QString& metric, const QString& line) const
{
    std::vector<double> values;
    for (const PlotRun& run : m_runs) {
        const QHash<QString, double>& last = m_board.history(run.uid).last;
        if (const auto value = last.constFind(metric); m_means.lineOf(run.uid) == line && value != last.cend())
            values.push_back(*value);
    }
    const experiments::Summary summary = experiments::summarise(values);
    return summary.n > 0 ? std::optional(summary.mean) : std::nullopt;
}

QList<experiments::RunEvent> MonitorPanels::eventsOf(const QString& line) const
{
    QList<experiments::RunEvent> events;
    for (const PlotRun& run : m_runs)
        if (m_means.lineOf(run.uid) == line)
            events += m_board.history(run.uid).events;
    std::stable_sort(events.begin(), events.end(),
                     [](const experiments::RunEvent& a, const experiments::RunEvent& b) { return a.step < b.step; });
    return events;
}

} // namespace lb::gui
