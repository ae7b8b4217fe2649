#pragma once

#include "experiments/control/run_controller.h"
#include "experiments/store/metric_reader.h"
#include "tests/support/memory_directory.h"

namespace lb::tests {

/// Remembers the pid of the worker it started last.
class RememberingLauncher : public experiments::ProcessLauncher {
public:
    using ProcessLauncher::ProcessLauncher;
    experiments::Result<qint64> launch(const QString& runFolder, const QStringList& arguments) override
    {
        const auto pid = ProcessLauncher::launch(runFolder, arguments);
        lastPid = pid.value_or(0);
        return pid;
    }
    qint64 lastPid = 0;
};

/// A project whose workers are latentbench-fake-worker processes. Ends those that are left when it goes.
class WorkerBench {
public:
    /// `behaviour` is the content of the run's fake.txt (tests/support/fake_behaviour.h).
    explicit WorkerBench(const QString& behaviour);
    ~WorkerBench();

    /// A run that is queued and started by the controller.
    QString start();
    QString create();
    experiments::RunRecord record(const QString& uid) { return store->refresh(uid).value(); }
    experiments::RunFolder folder(const QString& uid) const { return store->folder(uid); }
    experiments::RunStatus status(const QString& uid) const;
    /// All there is in the run's database, page by page.
    experiments::MetricUpdate everything(const QString& uid) const;
    /// Waits in the event loop until the run is in this state.
    bool waitFor(const QString& uid, experiments::RunState state);
    bool waitForStep(const QString& uid, qint64 step);
    void setBehaviour(const QString& uid, const QString& behaviour) const;

    MemoryDirectory directory;
    std::unique_ptr<experiments::RunStore> store;
    RememberingLauncher launcher;
    experiments::RunController controller;

private:
    QString m_behaviour;
};

} // namespace lb::tests
