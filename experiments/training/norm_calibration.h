#pragma once

#include "experiments/training/run_setup.h"

#include <functional>

namespace lb::experiments {

/// Re-estimates the running statistics of a model's batch norms over the training batches (methods P2): the running
/// average of the last ten batches that training leaves behind is too noisy for BN-VAE's floor to hold on held-out
/// data. Pools exactly: total variance = mean of the batches' biased variances + variance of their means, times
/// n/(n-1). Weights are not touched, and training does not read these states, so a run that goes on afterwards is the
/// same. Returns the number of batches used; 0 when the model has no batch norm.
std::int64_t calibrateNorms(RunSetup& setup, const engine::BatchSource& batches,
                            const std::function<void(qint64 done, qint64 total)>& progress);

} // namespace lb::experiments
