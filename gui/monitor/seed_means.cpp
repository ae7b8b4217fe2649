#include "gui/monitor/seed_means.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace lb::gui {

using experiments::MetricPoint;
using experiments::StepValue;

namespace {

/// The first place of a step above this one.
auto firstAfter(const std::vector<StepValue>& points, qint64 step)
{
    return std::upper_bound(points.cbegin(), points.cend(), step,
                            [](qint64 at, const StepValue& point) { return at < point.step; });
}

} // namespace

void SeedMeans::setLines(const QList<SeedLine>& lines, SpreadKind kind)
{
    m_kind = kind;
    m_means.clear();
    m_lineOf.clear();
    for (const SeedLine& line : lines)
        if (line.isMean())
            for (const experiments::RunRecord& run : line.runs)
                m_lineOf.insert(run.uid, line.line.uid);
}

void SeedMeans::append(const QString& uid, const QString& metric, const QList<MetricPoint>& points)
{
    if (!averages(uid) || points.isEmpty())
        return;
    Mean& mean = m_means[{lineOf(uid), metric}];
    std::vector<StepValue>& run = mean.runs[uid];
    for (const MetricPoint& point : points)
        if (run.empty() || point.step > run.back().step) // a replayed step is known
            run.push_back({point.step, point.value});
    mean.settled = std::min(mean.settled, points.first().step - 1);
    mean.isChanged = true;
}

void SeedMeans::clear(const QString& uid, const QString& metric)
{
    for (auto& [key, mean] : m_means) {
        if (key.first != lineOf(uid) || (!metric.isEmpty() && key.second != metric) || mean.runs.erase(uid) == 0)
            continue;
        mean.settled = -1;
        mean.isChanged = true;
    }
}

void SeedMeans::average(Mean& mean) const
{
    const qint64 settled = mean.settled;
    mean.result.mean.erase(firstAfter(mean.result.mean, settled), mean.result.mean.cend());
    QList<widgets::SpreadPoint>& spread = mean.result.spread;
    while (!spread.isEmpty() && spread.last().step > static_cast<double>(settled))
        spread.removeLast();
    std::vector<std::vector<StepValue>> tails;
    qint64 next = std::numeric_limits<qint64>::max();
    for (const auto& [uid, points] : mean.runs) {
        auto from = firstAfter(points, settled);
        if (from != points.cbegin())
            --from; // tells that the run reaches from before the tail into it
        tails.emplace_back(from, points.cend());
        if (!points.empty())
            next = std::min(next, points.back().step);
    }
    QList<const std::vector<StepValue>*> runs;
    for (const auto& tail : tails)
        runs.append(&tail);
    const SeedMean fresh = seedMean(runs, m_kind);
    mean.result.mean.insert(mean.result.mean.end(), firstAfter(fresh.mean, settled), fresh.mean.cend());
    for (const widgets::SpreadPoint& point : fresh.spread)
        if (point.step > static_cast<double>(settled))
            spread.append(point);
    if (next != std::numeric_limits<qint64>::max())
        mean.settled = std::max(settled, next);
}

QList<SeedMeans::Change> SeedMeans::takeChanges()
{
    QList<Change> changes;
    for (auto& [key, mean] : m_means) {
        if (!std::exchange(mean.isChanged, false))
            continue;
        average(mean);
        changes.append({key.first, key.second, &mean.result});
    }
    return changes;
}

} // namespace lb::gui
