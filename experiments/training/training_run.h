#pragma once

#include "experiments/records/result.h"
#include "experiments/records/run_record.h"
#include "experiments/store/run_folder.h"

#include <atomic>

namespace lb::experiments {

struct TrainingOptions {
    int threads = 0; ///< 0: the spec's, or automatic
    /// Becomes true when the process was asked to end (SIGTERM): the run then stops as by the command. May be null.
    const std::atomic<bool>* stop = nullptr;
};

/// Turns a run's folder into a running training: takes the lock, removes unfinished checkpoints, loads the spec,
/// restores the newest checkpoint, trains until the budget, a command or a failure ends it, and leaves the reason in
/// the run's database. Returns the state the run ended in. Busy when another worker holds the run (its state is then
/// untouched).
Result<RunState> runTraining(const RunFolder& folder, const TrainingOptions& options);

} // namespace lb::experiments
