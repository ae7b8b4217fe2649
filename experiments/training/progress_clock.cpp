#include "experiments/training/progress_clock.h"

#include <chrono>
#include <utility>

namespace lb::experiments {

namespace {
constexpr double kNano = 1e-9;
constexpr qint64 kNsPerMs = 1'000'000;
constexpr qint64 kWindowNs = 2'000'000'000;
constexpr qint64 kFirstWindowNs = 200'000'000;
} // namespace

ProgressClock::ProgressClock(NowNs now)
    : m_now(std::move(now))
{
    if (!m_now)
        m_now = [] { return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count(); };
    m_start = m_now();
}

void ProgressClock::stepDone(qint64 items)
{
    ++m_steps;
    m_windowItems += items;
    const qint64 elapsed = elapsedNs() - m_windowStart;
    if (elapsed < (m_rate > 0 ? kWindowNs : kFirstWindowNs))
        return;
    m_rate = static_cast<double>(m_windowItems) / (static_cast<double>(elapsed) * kNano);
    m_windowItems = 0;
    m_windowStart = elapsedNs();
}

double ProgressClock::activeSeconds() const
{
    return static_cast<double>(elapsedNs() - m_pausedTotal) * kNano;
}

void ProgressClock::endEvaluation()
{
    m_lastEvaluation = elapsedNs() - m_evaluationBegan;
    m_evaluationTotal += m_lastEvaluation;
}

double ProgressClock::secondsFor(qint64 steps, qint64 evaluations) const
{
    constexpr qint64 kEnoughSteps = 10;
    if (m_steps < kEnoughSteps)
        return -1;
    const double stepping = activeSeconds() - static_cast<double>(m_evaluationTotal) * kNano;
    return stepping / static_cast<double>(m_steps) * static_cast<double>(steps) +
           static_cast<double>(m_lastEvaluation) * kNano * static_cast<double>(evaluations);
}

bool ProgressClock::isDue(qint64 milliseconds)
{
    const qint64 now = elapsedNs() / kNsPerMs;
    if (now - m_lastDue < milliseconds)
        return false;
    m_lastDue = now;
    return true;
}

} // namespace lb::experiments
