#include "experiments/training/replay_check.h"

#include <bit>

namespace lb::experiments {

void ReplayCheck::expect(const QList<MetricPoint>& points)
{
    for (const MetricPoint& point : points)
        if (point.metric == QStringLiteral("train/loss"))
            m_expected.insert(point.step, point.value);
}

void ReplayCheck::observe(qint64 step, double loss)
{
    const auto found = m_expected.find(step);
    if (found == m_expected.end())
        return;
    ++m_compared;
    if (std::bit_cast<quint64>(*found) != std::bit_cast<quint64>(loss) && m_firstMismatch < 0)
        m_firstMismatch = step;
    m_expected.erase(found);
}

} // namespace lb::experiments
