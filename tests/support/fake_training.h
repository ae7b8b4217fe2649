#pragma once

#include "experiments/store/metric_writer.h"
#include "experiments/store/run_lock.h"
#include "tests/support/fake_behaviour.h"

#include <QFile>

#include <chrono>
#include <memory>

namespace lb::tests {

/// The life of a worker without the training: lock, resume from the newest checkpoint, steps at a rate, metrics that
/// are a function of (metric, step) alone, evaluations, checkpoints, commands, heartbeat, a last word. Exit code 0 done
/// or stopped, 1 failed, 3 the run is busy.
class FakeTraining {
public:
    FakeTraining(experiments::RunFolder folder, FakeBehaviour behaviour);
    int run();

private:
    using Clock = std::chrono::steady_clock;
    enum class Next { Step, Stop };

    bool begin();
    bool resume();
    void openTrace();
    int train();
    void step();
    void logStep();
    void evaluate();
    bool checkpoint(const QString& kind);
    void misbehave();
    Next obey();
    Next waitWhilePaused();
    Next takeWord(const QString& word);
    void say(const QString& kind, const QString& message = {});
    void setState(experiments::RunState state, const QString& reason = {});
    void commitDurably();
    int end(experiments::RunState state, const QString& reason, int exitCode);
    void waitForStepTime();

    experiments::RunFolder m_folder;
    FakeBehaviour m_behaviour;
    std::unique_ptr<experiments::RunLock> m_lock;
    std::unique_ptr<experiments::MetricWriter> m_writer;
    std::vector<int> m_metrics;
    qint64 m_step = 0;
    qint64 m_total = 0;
    QFile m_traceFile;
    FakeTrace* m_trace = nullptr; ///< in m_traceFile's mapping
    bool m_isPaused = false;
    QString m_failure;
    Clock::time_point m_start;
    qint64 m_startStep = 0;
    Clock::time_point m_lastLook;
};

/// The value that the fake logs: smooth, different for each metric, and known to whoever checks.
double fakeValue(int metric, qint64 step);

} // namespace lb::tests
