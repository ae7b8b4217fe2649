#pragma once

#include "experiments/store/run_meta.h"
#include "experiments/store/run_status.h"

namespace lb::experiments {

/// What can be seen of a run from outside.
struct RunObservation {
    RunMeta::Mark mark;
    bool hasDatabase = false;
    RunStatus status; ///< the worker's last word, when there is a database
    qint64 starts = 0;
    qint64 holder = 0; ///< pid that holds the lock; 0: nobody
    qint64 nowMs = 0;
};

struct RunVerdict {
    RunState state = RunState::Queued;
    QString reason;
};

/// The state that lists show. "Running" without a lock means that the worker died: Interrupted. A mark counts only
/// until a worker has opened the run after it.
RunVerdict judge(const RunObservation& seen);

} // namespace lb::experiments
