#pragma once

#include "experiments/records/result_table.h"
#include "experiments/store/run_store.h"

namespace lb::experiments {

/// The runs' numbers at a moment ("last", "best" or a step: the newest values at or before it), and what their settings
/// are but for the seed. InvalidArgument for another word; what stands in the run's files decides.
Result<QList<MeasuredRun>> measuredRuns(RunStore& store, const QList<RunRecord>& runs, const QString& at);

} // namespace lb::experiments
