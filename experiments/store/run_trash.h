#pragma once

#include "experiments/store/run_meta.h"
#include "experiments/store/run_store.h"

namespace lb::experiments {

/// A run in the project's trash, as its folder says.
struct TrashedRun {
    RunMeta meta;         ///< `uid` too
    qint64 removedMs = 0; ///< milliseconds since 1970
    qint64 bytes = 0;     ///< of its folder
};

QString trashFolder(const QString& projectFolder);

/// Newest removal first, each measured. Folders that are no runs are left out.
QList<TrashedRun> trashedRuns(const RunStore& store);
/// The same without looking at their files.
QList<RunMeta> trashedMetas(const RunStore& store);

/// What the disk gains when these are deleted (disk_use.h).
qint64 trashBytes(const RunStore& store, const QStringList& uids);

/// Deletes runs in the trash for good; one that is not there any more is as good as deleted. Io, naming the first that
/// stays.
Result<void> deleteTrashed(RunStore& store, const QStringList& uids);

} // namespace lb::experiments
