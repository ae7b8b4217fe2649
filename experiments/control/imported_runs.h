#pragma once

#include "experiments/records/result.h"
#include "experiments/store/run_store.h"

#include <QCborMap>

namespace lb::experiments {

/// Makes a run of the project for each that a worker found (`inspect_runs`), to be filled by `import_runs`: named as
/// the files are, in one group where there are several. All or none.
Result<QList<RunRecord>> makeImportedRuns(RunStore& store, const QCborMap& found, const QString& path);

/// The request that fills them.
QCborMap importRequest(RunStore& store, const QList<RunRecord>& runs, const QString& path);

} // namespace lb::experiments
