#pragma once

#include "experiments/control/run_launcher.h"
#include "experiments/records/result.h"
#include "experiments/records/run_record.h"
#include "experiments/store/run_store.h"

#include <QObject>
#include <QTimer>

namespace lb::experiments {

enum class RunCommand { Pause, Continue, Stop, Checkpoint, Sample };

/// The word that goes into a run's `command` file.
QString runCommandName(RunCommand command);

/// Starts, commands, kills and resumes runs, and advances the queue: runs of one group start together (their curves grow
/// together), groups one after another. Works without an event loop too (the command line calls `tick`).
/// GUI thread or main thread only; every call returns at once (no waiting on processes).
class RunController : public QObject {
    Q_OBJECT
public:
    RunController(RunStore& store, RunLauncher& launcher, QObject* parent = nullptr);

    /// Puts runs at the end of the queue and starts what may start.
    Result<void> enqueue(const QStringList& uids);
    /// Starts a stopped, interrupted, paused-and-quit or finished run from its newest checkpoint. `extraEpochs` > 0 raises
    /// its budget first.
    Result<void> resume(const QString& uid, qint64 extraEpochs = 0);
    /// Writes the command; acknowledged in the worker's next commit.
    Result<void> send(const QString& uid, RunCommand command);
    /// SIGKILL to the lock's holder: for a worker that does not answer.
    Result<void> kill(const QString& uid);
    /// Creates a run like `uid` with some fields changed (not started).
    Result<RunRecord> fork(const QString& uid, const QMap<QString, QString>& changes, const QString& name = {},
        const QList<FieldSchema>& schema = {});

    /// Looks at locks and the queue, starts what may start, notices dead workers. Called twice a second by start().
    void tick();
    void start();
    /// Number of runs at work right now.
    int activeCount() const;

signals:
    void runChanged(const QString& uid);
    void failed(const QString& uid, const QString& sentence);

private:
    RunStore& m_store;
    RunLauncher& m_launcher;
    QTimer m_timer;
};

} // namespace lb::experiments
