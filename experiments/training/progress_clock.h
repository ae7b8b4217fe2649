#pragma once

#include <QtGlobal>

#include <functional>
#include <limits>

namespace lb::experiments {

/// Rate and time left of a run: evaluation and checkpoints count as time, pauses do not. Evaluations come seldom and
/// take long, so they are timed apart from the steps: what is left is known before the first epoch has ended.
class ProgressClock {
public:
    using NowNs = std::function<qint64()>;
    /// `now`: for tests; nanoseconds that never go back.
    explicit ProgressClock(NowNs now = {});

    void stepDone(qint64 items);
    void pause() { m_pausedAt = elapsedNs(); }
    void resume() { m_pausedTotal += elapsedNs() - m_pausedAt; }
    void beginEvaluation() { m_evaluationBegan = elapsedNs(); }
    void endEvaluation();
    /// Items per second over about the last two seconds.
    double itemsPerSecond() const { return m_rate; }
    /// Seconds for so many more steps, at the mean pace of this session, and evaluations, each as long as the last one;
    /// negative while unknown.
    double secondsFor(qint64 steps, qint64 evaluations) const;
    /// True at first and then once per `milliseconds`: the rhythm of commands.
    bool isDue(qint64 milliseconds);
    double activeSeconds() const;

private:
    qint64 elapsedNs() const { return m_now() - m_start; }

    NowNs m_now;
    qint64 m_start = 0;
    qint64 m_pausedAt = 0;
    qint64 m_pausedTotal = 0;
    qint64 m_evaluationBegan = 0;
    qint64 m_evaluationTotal = 0;
    qint64 m_lastEvaluation = 0;
    qint64 m_steps = 0;
    qint64 m_windowItems = 0;
    qint64 m_windowStart = 0;
    qint64 m_lastDue = std::numeric_limits<qint64>::min() / 2;
    double m_rate = 0;
};

} // namespace lb::experiments
