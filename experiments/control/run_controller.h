#pragma once

#include "experiments/control/run_launcher.h"
#include "experiments/control/silence_watch.h"
#include "experiments/records/result.h"
#include "experiments/records/run_record.h"
#include "experiments/store/run_store.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QTimer>

namespace lb::experiments {

enum class RunCommand { Pause, Continue, Stop, Checkpoint, Sample };

/// Where runs join the queue: behind those that wait, or before them.
enum class QueuePlace { End, Front };

/// What a fork has of its own.
struct Fork {
    QMap<QString, QString> changes; ///< by key
    QString name;                   ///< empty: made from the family
    /// Without one a value is taken as what it looks like: a number, true or false, else text.
    QList<FieldSchema> schema;
    qint64 atStep = -1;        ///< negative: from scratch
    bool isInLockStep = false; ///< with the run it is forked from; InvalidArgument where a change keeps it from that
};

/// The tag of a run that was trained again to see whether its parent can be reproduced.
inline const QString kRepeatTag = QStringLiteral("again");

/// The word that goes into a run's `commands`.
QString runCommandName(RunCommand command);

/// Starts, commands, kills and resumes runs, and advances the queue: runs of one group start together (their curves
/// grow together), groups one after another; a run without a group is a group of its own, and so is each run that takes
/// turns with the others of its group (a grid). The next group starts when no run of another one is at work; of runs
/// that are groups of their own as many as `mostAtOnce` says train beside each other. A paused run is not at work: it
/// keeps its worker and its place in memory, and the queue goes on without it; continued, it trains beside whatever has
/// started meanwhile, because the user asked for it. Runs that others started count like one's own. Several controllers
/// may work on one project: a queued run is taken by one of them. Works without an event loop too (the command line
/// calls `tick`). GUI thread or main thread only; every call returns at once (no waiting on processes).
class RunController : public QObject {
    Q_OBJECT
public:
    RunController(RunStore& store, RunLauncher& launcher, QObject* parent = nullptr);

    /// Puts runs into the queue and starts what may start. Busy when one of them is at work already.
    Result<void> enqueue(const QStringList& uids, QueuePlace place = QueuePlace::End);
    /// Takes a waiting run off the queue; it is then stopped.
    Result<void> dequeue(const QString& uid);
    /// Starts a stopped, interrupted, paused-and-quit or finished run from its newest checkpoint (through the queue).
    /// `extraEpochs` > 0 raises its budget first. Busy when it is at work, InvalidArgument when nothing is left to do.
    Result<void> resume(const QString& uid, qint64 extraEpochs = 0);
    /// Writes the command; acknowledged in the worker's next commit. Stop takes a waiting run off the queue.
    /// InvalidArgument when no worker is there to obey.
    Result<void> send(const QString& uid, RunCommand command);
    /// Changes a field that is live (FieldSchema::isLive) while the run trains; its worker records the change as an
    /// event "field", or why not as one "refused". InvalidArgument when the field is not live, the value does not fit,
    /// or no worker is there.
    Result<void> change(const QString& uid, const QString& key, const QString& value);
    /// SIGKILL to the lock's holder: for a worker that does not answer.
    Result<void> kill(const QString& uid);
    /// Creates a run like `uid` with some fields changed (not started). It starts from scratch, as its parent did, or
    /// with `atStep` from the weights of the parent's checkpoint at or nearest below that step (NotFound when there is
    /// none). Where the changes leave no place for the weights its worker starts from scratch and says so in an event.
    Result<RunRecord> fork(const QString& uid, const Fork& fork);

    /// Creates a run with the same spec and the same start (not started), tagged kRepeatTag, a child of `uid`.
    Result<RunRecord> repeat(const QString& uid, const QString& name = {});

    /// How many runs without companions train at once in this project: 1 unless somebody said otherwise.
    int mostAtOnce();
    /// InvalidArgument outside 1 to 64.
    Result<void> setMostAtOnce(int count);

    /// Looks at locks and the queue, starts what may start, notices dead workers. Called twice a second by start().
    void tick();
    void start();
    /// How long a worker may be silent at least before `silent`.
    void setShortestSilence(qint64 milliseconds) { m_silence.setShortest(milliseconds); }
    /// Number of runs at work right now, as of the last look.
    int activeCount() const { return m_activeCount; }

signals:
    /// State, progress or anything else of it differs from the last look.
    void runChanged(const QString& uid);
    /// A run failed or died since the last look, or could not be started. The uid is empty when the project itself
    /// fails.
    void failed(const QString& uid, const QString& sentence);
    /// Its worker holds the lock, but has given no sign of life for so long: it hangs. Once for each silence.
    void silent(const QString& uid, qint64 seconds);

private:
    Result<void> sendWord(const QString& uid, const QString& word);
    QList<RunRecord> look();
    void noticeChanges(const QList<RunRecord>& runs);
    void noticeDifferences(const QList<RunRecord>& runs, bool isFirst);
    void noticeStillborn(const RunRecord& run);
    void advanceQueue(const QList<RunRecord>& runs);
    bool mayStart(const RunRecord& next, const QList<RunRecord>& runs);
    void startRun(const QString& uid);

    RunStore& m_store;
    RunLauncher& m_launcher;
    QTimer m_timer;
    QList<RunRecord> m_lastRuns;
    QHash<QString, RunRecord> m_seen;
    QHash<QString, qint64> m_launched; ///< pids of workers that this controller started and that have not begun yet
    SilenceWatch m_silence;
    QElapsedTimer m_clock;
    bool m_hasLooked = false;
    int m_activeCount = 0;
    QString m_lastProblem;
};

} // namespace lb::experiments
