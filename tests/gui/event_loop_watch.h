#pragma once

#include "tests/gui/bench_table.h"

#include <QElapsedTimer>
#include <QList>
#include <QTimer>

#include <algorithm>
#include <chrono>

namespace lb::tests {

/// How late the event loop is, by a timer of 5 ms, from its making on.
class EventLoopWatch {
public:
    EventLoopWatch()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, [this] {
            m_gaps.append(std::max(0.0, static_cast<double>(m_sinceTurn.nsecsElapsed()) / 1e6 - kTurnMs));
            m_sinceTurn.start();
        });
        m_sinceTurn.start();
        m_timer.start(std::chrono::milliseconds(kTurnMs));
    }
    /// Milliseconds between two turns beyond the timer's own.
    const QList<double>& gaps() const { return m_gaps; }
    double most() const { return quantile(m_gaps, 1); }
    double p99() const { return quantile(m_gaps, 0.99); }
    QTimer& timer() { return m_timer; }

private:
    static constexpr int kTurnMs = 5;
    QTimer m_timer;
    QElapsedTimer m_sinceTurn;
    QList<double> m_gaps;
};

} // namespace lb::tests
