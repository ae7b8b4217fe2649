#pragma once

#include "experiments/store/metric_writer.h"

#include <QElapsedTimer>

namespace lb::experiments {

/// What training takes of the computer, written once a second: "system/cpu_percent" (of one core, this process),
/// "system/memory_mb" (resident, this process), "system/busy_percent" (of all cores, everybody). Nothing where the
/// system does not tell.
class SystemLog {
public:
    explicit SystemLog(MetricWriter& writer);
    /// After each step; looks at the clock alone unless a second has passed.
    void appendIfDue(qint64 step);

private:
    /// Since the start of the computer, in clock ticks of all cores.
    struct Ticks {
        qint64 busy = 0;
        qint64 all = 0;
    };
    static Ticks machineTicks();
    static double processSeconds();

    MetricWriter& m_writer;
    int m_cpu, m_memory, m_busy;
    QElapsedTimer m_since;
    double m_seconds = 0;
    Ticks m_ticks;
};

} // namespace lb::experiments
