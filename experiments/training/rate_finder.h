#pragma once

#include "experiments/records/result.h"
#include "experiments/training/feature_network.h"
#include "experiments/training/run_setup.h"

#include <functional>
#include <vector>

namespace lb::experiments {

/// A learning rate and what came of a step with it.
struct RatePoint {
    double rate = 0;
    double loss = 0;
    double smoothed = 0; ///< exponential mean of the losses, 0.9, without the bias of its start
};

struct RateSearch {
    std::vector<RatePoint> points; ///< ascending rates, up to where the loss left the lowest one for good
    double suggestion = 0;         ///< a tenth of the rate at which the smoothed loss is lowest
    double steepest = 0;           ///< the rate at which it falls fastest per factor
    bool hasDiverged = false;      ///< it ended before the last rate
};

struct RateSearchOptions {
    double from = 1e-6;
    double to = 1;
    qint64 steps = 100;
};

/// The learning-rate range test (Smith 2017): trains the setup's model from its first weights with a rate that grows by
/// equal factors, without warm-up or decay, and looks at the loss. Takes the setup's store; nothing is kept. One thread.
/// InvalidArgument for options that make no sense.
Result<RateSearch> findRate(RunSetup& setup, const RateSearchOptions& options, const WorkProgress& progress);

/// What the points say; public for its test.
void judge(RateSearch& search);

} // namespace lb::experiments
