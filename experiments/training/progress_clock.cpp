#include "experiments/training/progress_clock.h"

namespace lb::experiments {

namespace {
constexpr double kNano = 1e-9;
constexpr qint64 kWindowNs = 2'000'000'000;
constexpr qint64 kFirstWindowNs = 200'000'000;
} // namespace

void ProgressClock::stepDone(qint64 items)
{
    ++m_steps;
    m_windowItems += items;
    const qint64 elapsed = m_wall.nsecsElapsed() - m_windowStart;
    if (elapsed < (m_rate > 0 ? kWindowNs : kFirstWindowNs))
        return;
    m_rate = static_cast<double>(m_windowItems) / (static_cast<double>(elapsed) * kNano);
    m_windowItems = 0;
    m_windowStart = m_wall.nsecsElapsed();
}

double ProgressClock::activeSeconds() const
{
    return static_cast<double>(m_wall.nsecsElapsed() - m_pausedTotal) * kNano;
}

double ProgressClock::secondsFor(qint64 steps) const
{
    constexpr qint64 kEnoughSteps = 10;
    if (m_steps < kEnoughSteps)
        return -1;
    return activeSeconds() / static_cast<double>(m_steps) * static_cast<double>(steps);
}

bool ProgressClock::isDue(qint64 milliseconds)
{
    const qint64 now = m_wall.elapsed();
    if (now - m_lastDue < milliseconds)
        return false;
    m_lastDue = now;
    return true;
}

} // namespace lb::experiments
