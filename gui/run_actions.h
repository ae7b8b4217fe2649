#pragma once

#include "experiments/control/grid_launch.h"
#include "experiments/records/result.h"
#include "experiments/store/run_difference.h"
#include "gui/dialogs/questions.h"
#include "gui/run_board.h"

#include <QObject>
#include <QSet>
#include <QUndoStack>

#include <functional>

namespace lb::gui {

class DeviceChoice;
class StoreThread;

/// "paper, seed study" -> {"paper", "seed study"}: trimmed, each once.
QStringList tagsFrom(const QString& text);

struct TagChange {
    QStringList added;
    QStringList removed;
    QString what; ///< "archiving", of the runs: for Undo; empty: "tags"
};

/// Runs to be made together.
struct Launch {
    QList<experiments::GridRun> runs; ///< complete and checked
    experiments::GridLabels labels;
    int mostAtOnce = 0;   ///< a setting of the project from now on; 0: as it is
    bool atFront = false; ///< before those that wait
};

/// What the user can do with runs. Shows each click at once (RunBoard::setPending), does the work in the store's
/// thread, reports what failed. Names, tags, notes and removals can be undone. GUI thread.
class RunActions : public QObject {
    Q_OBJECT
public:
    RunActions(StoreThread& store, RunBoard& board, const DeviceChoice& devices, QObject* parent = nullptr);

    /// `kind`: "sentences" or "images". Creates the demo's runs in one group, shows them and
    /// starts them on the chosen device.
    void startDemo(const QString& kind);
    bool isStartingDemo() const { return m_startingDemo; }

    void pause(const QStringList& uids);
    /// A paused worker goes on; a stopped, interrupted or queued run starts.
    void continueRuns(const QStringList& uids);
    /// A queued run is taken off the queue.
    void stop(const QStringList& uids);
    void kill(const QString& uid);
    void sample(const QStringList& uids);
    void checkpoint(const QStringList& uids);
    void continueFor(const QString& uid, int epochs);
    /// Creates the runs and queues them; those at the front are shown too. `done` gets their uids, or why there are
    /// none.
    void launch(const Launch& what, const std::function<void(const experiments::Result<QStringList>&)>& done);
    /// Creates a run like `uid` in everything, shows it beside it and starts it; `repeated` when it has finished.
    void repeat(const QString& uid);
    /// Of a run at work; a field that may change while it trains.
    void changeLive(const QString& uid, const FieldChange& change);
    /// Creates a run like `uid` with `changes`, shows it beside it and starts it: from scratch, or with `atStep` from
    /// the weights of the checkpoint at or nearest below that step.
    void fork(const QString& uid, const QList<FieldChange>& changes, const ForkAnswer& answer, qint64 atStep = -1);
    /// "Keep as is" for an interrupted run: it counts as stopped.
    void keepAsIs(const QString& uid);
    void setQueue(const QStringList& uids);

    void rename(const QString& uid, const QString& name);
    void setTags(const QString& uid, const QStringList& tags);
    /// Of all these runs, as one change.
    void changeTags(const QStringList& uids, const TagChange& change);
    /// Puts runs away, and takes them off the plots; or brings them back.
    void setArchived(const QStringList& uids, bool archived);
    void setNotes(const QString& uid, const QString& notes);
    /// Of all these runs, as one change: an empty hue and dash 0 go back to their own.
    void setHue(const QStringList& uids, const QString& hue);
    void setDash(const QStringList& uids, int dash);
    /// Those that are not at work, as one change.
    void remove(const QStringList& uids);
    /// Those at work or waiting: stops them, and removes each when it has ended.
    void discard(const QStringList& uids);
    /// From the trash.
    void restore(const QStringList& uids);
    /// Deletes runs in the trash for good. What was done before cannot be undone afterwards either.
    void deleteTrashed(const QStringList& uids);
    QUndoStack& undoStack() { return m_undo; }

    /// Sends the command to every worker and calls `done` when all have been written: for closing the window.
    void sendThen(const QStringList& uids, experiments::RunCommand command, const std::function<void()>& done);

signals:
    /// `uid` may be empty: it happened to the project.
    void failed(const QString& uid, const lb::experiments::Error& error);
    void demoStarted(const QStringList& uids);
    void forked(const QString& uid);
    /// A run that was trained again has ended well; how far it is from the first.
    void repeated(const QString& uid, const lb::experiments::RunDifference& difference);
    void removed(const QStringList& uids);

private:
    void changeLooks(const QStringList& uids, const QString& what,
                     const std::function<void(experiments::RunLook&)>& change);
    void takeOffQueue(const QString& uid);
    /// Of those that were trained again from here, the ones that have ended.
    void lookAtRepeated();
    /// Of those to be discarded, the ones that have ended.
    void lookAtDiscarded();
    void command(const QStringList& uids, experiments::RunCommand word, PendingCommand shownAs);
    /// Runs `work` in the store's thread; reports a failure for `uid`.
    void control(const QString& uid, std::function<experiments::Result<void>(experiments::RunController&)> work);
    /// Runs a change of the index in the store's thread; reports a failure for `uid`.
    /// `done`, where there is one, hears how it went first.
    void change(const QString& uid, std::function<experiments::Result<void>(experiments::RunStore&)> work,
                std::function<void(const experiments::Result<void>&)> done = {});
    /// The run's name, or how many they are.
    QString nameOf(const QStringList& uids) const;
    void moveToTrash(const QStringList& uids);
    void moveBack(const QStringList& uids);
    void pushUndo(const QString& text, const std::function<void()>& redo, const std::function<void()>& undo);

    StoreThread& m_store;
    RunBoard& m_board;
    const DeviceChoice& m_devices;
    QUndoStack m_undo;
    bool m_startingDemo = false;
    QSet<QString> m_repeated;  ///< trained again, not ended yet
    QSet<QString> m_discarded; ///< stopping; they go to the trash then
};

} // namespace lb::gui
