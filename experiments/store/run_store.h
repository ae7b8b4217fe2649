#pragma once

#include "experiments/records/result.h"
#include "experiments/records/run_record.h"
#include "experiments/records/run_spec.h"
#include "experiments/store/run_folder.h"

#include <QList>

#include <memory>

namespace lb::experiments {

struct NewRun {
    RunSpec spec;
    QString name; ///< empty: made from the family; made unique by a number
    QString group;
    bool takesTurns = false; ///< RunRecord::takesTurns
    QString family;          ///< latent kind, for the hue
    QString dataset;
    QString parentUid;
    qint64 parentStep = -1;
    QString lockStepUid; ///< RunRecord::lockStepUid
    QStringList tags;
    QString startFile; ///< a checkpoint whose weights it begins with; the folder keeps it, whatever becomes of this one
};

/// The project: a folder with an index (project.sqlite, rollback journal) and the runs' folders. Any process may write
/// the index, rarely and briefly; it can be rebuilt from the folders. One instance per thread.
class RunStore {
public:
    /// Opens or creates. ReadOnly when the folder cannot be written (then `openReadOnly` still works), Newer. A damaged
    /// or missing index is made anew from the folders; the damaged one is kept beside it.
    static Result<std::unique_ptr<RunStore>> open(const QString& projectFolder);
    /// For looking: nothing is written. Where the index cannot be read, one is made in memory.
    static Result<std::unique_ptr<RunStore>> openReadOnly(const QString& projectFolder);
    /// --project, else LATENTBENCH_PROJECT, else the XDG data directory + "/latentbench/default".
    static QString defaultProject(const QString& option = {});
    ~RunStore();

    const QString& projectFolder() const;
    bool isReadOnly() const;

    /// Folder, spec.json, meta.json and index row, state queued.
    Result<RunRecord> create(const NewRun& run);
    /// All runs, newest first. States are reconciled with locks: "running" without a lock is Interrupted. Costs one
    /// small query, a look at each lock and file time, and one at the database of each run that is alive or has
    /// changed. The index is rewritten when a state changed, else at most every five seconds.
    Result<QList<RunRecord>> list();
    /// By exact name, uid, or unique prefix of either. NotFound lists near names; InvalidArgument when ambiguous.
    Result<RunRecord> find(const QString& text);
    Result<RunSpec> spec(const QString& uid) const;
    /// Replaces the spec of a run that is queued or ended (Continue +N epochs raises train.epochs).
    Result<void> writeSpec(const QString& uid, const RunSpec& spec);
    RunFolder folder(const QString& uid) const;

    Result<void> rename(const QString& uid, const QString& name);
    Result<void> setTags(const QString& uid, const QStringList& tags);
    Result<void> setNotes(const QString& uid, const QString& notes);
    Result<void> setLook(const QString& uid, const RunLook& look);
    Result<void> setGroup(const QString& uid, const QString& group);
    /// Moves the folder to the project's trash. Busy while a worker is at work on it.
    Result<void> remove(const QString& uid);
    /// Brings a removed run back from the trash; under a free name when its own was taken meanwhile.
    Result<void> restore(const QString& uid);

    /// Copies state, progress, last and best values from the run's folder into the index.
    Result<RunRecord> refresh(const QString& uid);
    /// Decides the state of a run whose worker is not alive (queued, preparing, stopped, failed, interrupted). It holds
    /// until the next worker opens the run. Busy while one is alive.
    Result<void> setState(const QString& uid, RunState state, const QString& reason = {});

    /// Queue: uids in order. Appending one twice moves nothing.
    Result<QStringList> queue();
    Result<void> setQueue(const QStringList& uids);
    /// Appends those that are not queued yet; `atFront` puts them before all others instead.
    Result<void> enqueue(const QStringList& uids, bool atFront = false);
    /// Takes one run off the queue; false when another process was faster. Whoever gets true starts it.
    Result<bool> takeFromQueue(const QString& uid);

    /// Small key/value settings of the project (layouts, "keep training on close"). Empty when never set.
    Result<QString> setting(const QString& key);
    Result<void> setSetting(const QString& key, const QString& value);

    /// Rebuilds the index from the folders. Returns the number of runs found.
    Result<int> reindex();

private:
    RunStore();
    Result<void> mayEdit() const;
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace lb::experiments
