#pragma once

#include "experiments/records/result.h"
#include "experiments/training/run_setup.h"

#include <functional>

namespace lb::experiments {

/// How fast a run will be, from some of its steps, made for a few seconds and thrown away. The first step of each batch
/// shape counts for nothing: it prepares. Takes the setup's store. One thread. Items per second; empty when
/// `isCancelled` before two steps had counted.
Result<double> timeSteps(RunSetup& setup, double seconds, const std::function<bool()>& isCancelled);

} // namespace lb::experiments
