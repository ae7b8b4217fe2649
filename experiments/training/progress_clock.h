#pragma once

#include <QElapsedTimer>
#include <QtGlobal>

#include <limits>

namespace lb::experiments {

/// Rate and time left of a run: evaluation and checkpoints count as time, pauses do not.
class ProgressClock {
public:
    ProgressClock() { m_wall.start(); }

    void stepDone(qint64 items);
    void pause() { m_pausedAt = m_wall.nsecsElapsed(); }
    void resume() { m_pausedTotal += m_wall.nsecsElapsed() - m_pausedAt; }
    /// Items per second over about the last two seconds.
    double itemsPerSecond() const { return m_rate; }
    /// Seconds for `steps` more steps at the mean pace of this session; negative while unknown.
    double secondsFor(qint64 steps) const;
    /// True at first and then once per `milliseconds`: the rhythm of commands.
    bool isDue(qint64 milliseconds);
    double activeSeconds() const;

private:
    QElapsedTimer m_wall;
    qint64 m_pausedAt = 0;
    qint64 m_pausedTotal = 0;
    qint64 m_steps = 0;
    qint64 m_windowItems = 0;
    qint64 m_windowStart = 0;
    qint64 m_lastDue = std::numeric_limits<qint64>::min() / 2;
    double m_rate = 0;
};

} // namespace lb::experiments
