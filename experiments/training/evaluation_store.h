#pragma once

#include "experiments/records/result.h"
#include "experiments/store/run_folder.h"
#include "experiments/training/evaluator.h"

namespace lb::experiments {

/// Adds an evaluation of the test split to a run's database, as "test/..." at `step`; what stands there already with
/// the same value is not written twice. Busy while a worker trains the run: its database has one writer.
Result<void> storeTestEvaluation(const RunFolder& folder, qint64 step, const Evaluation& evaluation);

} // namespace lb::experiments
