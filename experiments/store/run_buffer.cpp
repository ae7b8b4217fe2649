#include "experiments/store/run_buffer.h"

#include <cmath>

namespace lb::experiments {

void RunBuffer::Metric::add(qint64 step, double value)
{
    ++points;
    if (step >= lastStep) { // an evaluation of an older checkpoint comes late
        lastStep = step;
        last = value;
    }
    isTouched = true;
    if (better == MetricInfo::Better::Neither || !std::isfinite(value))
        return;
    const bool isBetter = better == MetricInfo::Better::Lower ? value < best : value > best;
    if (bestStep < 0 || isBetter) {
        bestStep = step;
        best = value;
    }
}

int RunBuffer::indexFor(const QString& name)
{
    if (const auto it = indexOf.constFind(name); it != indexOf.constEnd())
        return *it;
    const int index = static_cast<int>(metrics.size());
    metrics.push_back({.name = name, .better = metricInfo(name).better});
    indexOf.insert(name, index);
    return index;
}

bool RunBuffer::isEmpty() const
{
    return points.empty() && vectors.empty() && events.isEmpty() && strips.isEmpty() && checkpointChanges.isEmpty();
}

void RunBuffer::clear()
{
    points.clear();
    vectors.clear();
    events.clear();
    strips.clear();
    checkpointChanges.clear();
}

} // namespace lb::experiments
