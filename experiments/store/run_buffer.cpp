#include "experiments/store/run_buffer.h"

#include <cmath>

namespace lb::experiments {

void RunBuffer::Metric::add(qint64 step, double value)
{
    ++points;
    lastStep = step;
    last = value;
    isTouched = true;
    if (better == MetricInfo::Better::Neither || !std::isfinite(value))
        return;
    const bool isBetter = better == MetricInfo::Better::Lower ? value < best : value > best;
    if (bestStep < 0 || isBetter) {
        bestStep = step;
        best = value;
    }
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
