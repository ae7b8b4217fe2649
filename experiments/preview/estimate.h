#pragma once

#include "experiments/records/result.h"
#include "experiments/records/run_spec.h"
#include "models/families/model.h"

namespace lb::experiments {

/// What a run will need, from recording and planning its largest training graph without running anything. Kernels'
/// scratch is not known here, so the peak is a lower bound (within a few per cent for these models).
struct Estimate {
    qint64 parameters = 0;
    qint64 arenaBytes = 0;     ///< activations and gradients of the largest batch shape
    qint64 parameterBytes = 0; ///< parameters, gradients, optimizer slots
    qint64 flopsPerStep = 0;
};

/// Pure; milliseconds. InvalidArgument when the spec or the composition is wrong.
Result<Estimate> estimate(const RunSpec& spec, const models::DataShape& data);

/// Builds the model of a complete spec. InvalidArgument, with the sentence for the user, when it does not fit together.
Result<std::unique_ptr<models::Model>> buildModel(const RunSpec& spec, const models::DataShape& data);

} // namespace lb::experiments
