#pragma once

#include "experiments/records/metric_records.h"
#include "experiments/store/run_store.h"

namespace lb::experiments {

/// What stays of those checkpoints that may go: the newest, and one of every so many epochs, the first at or past each.
struct Retention {
    int newest = 0;      ///< counted over all of a run; 0: no such rule
    int everyEpochs = 0; ///< 0: none because of its epoch
    bool isOn() const { return newest > 0; }
    bool operator==(const Retention&) const = default;
};

struct PrunePolicy {
    bool includesManual = false; ///< also checkpoints that somebody asked for
    Retention keeps;             ///< off: all that may go goes
};

struct PrunedCheckpoint {
    QString uid;
    QString runName;
    CheckpointRecord checkpoint; ///< without its time
};

/// Checkpoints that may go, by run and rising step.
struct PrunePlan {
    QList<PrunedCheckpoint> checkpoints;
    qint64 bytes = 0; ///< that the disk gains (disk_use.h)
    QStringList uids() const;
};

/// What can go without loss: automatic and pause checkpoints (with `includesManual` manual ones too) that are not the
/// run's newest, that no other run, in the trash or not, was forked from, and that no figure was made of
/// (figure_uses.h). Best and final ones stay, and so does everything of runs with a star, of runs at work and of `uids`
/// that are not there. Empty `uids`: of all runs. Writes nothing.
Result<PrunePlan> planPruning(RunStore& store, const QStringList& uids, const PrunePolicy& policy);

/// Deletes those of the plan that may still go, run by run under its lock, from its database first; a run that is at
/// work by now keeps its own. Returns what went; the first failure ends it.
Result<PrunePlan> prune(RunStore& store, const PrunePlan& plan, const PrunePolicy& policy);

} // namespace lb::experiments
