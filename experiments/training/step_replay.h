#pragma once

#include "experiments/records/flight_log.h"
#include "experiments/records/result.h"
#include "experiments/store/run_folder.h"

#include <functional>

namespace lb::experiments {

/// A step of a run, done again.
struct StepReplay {
    qint64 checkpoint = 0;     ///< step of the one it began from
    qint64 compared = 0;       ///< steps whose recorded loss was compared
    qint64 firstMismatch = -1; ///< the first that gave another one; negative: none did
    FlightLog log;             ///< the replayed steps; the gradients of the last one; its items; where it failed
};

/// Does the steps from the newest checkpoint before `step` up to it again, with that checkpoint's settings and thread
/// count, and compares their losses with the recorded ones. Reads only: nothing of the run changes, and a worker may be
/// at work on it. `step` counts as points do. NotFound where no checkpoint lies before it.
Result<StepReplay> replayStep(const RunFolder& folder, qint64 step,
                              const std::function<void(qint64 done, qint64 total)>& progress,
                              const std::function<bool()>& isCancelled);

} // namespace lb::experiments
