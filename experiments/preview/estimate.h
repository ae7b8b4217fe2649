#pragma once

#include "engine/graph/optimizer_state.h"
#include "experiments/records/result.h"
#include "experiments/records/run_spec.h"
#include "models/families/model.h"

namespace lb::experiments {

/// What a run will need, from recording and planning its largest training graph without running anything. Kernels'
/// scratch, the data and the process itself are not known here, so these are lower bounds; the worker's plan
/// (`train --plan`) knows them all.
struct Estimate {
    qint64 parameters = 0;
    qint64 arenaBytes = 0;     ///< activations and gradients of the largest batch shape
    qint64 parameterBytes = 0; ///< parameters, gradients, optimizer state, running statistics
    qint64 flopsPerStep = 0;
};

/// Pure; milliseconds. InvalidArgument when the spec or the composition is wrong.
Result<Estimate> estimate(const RunSpec& spec, const models::DataShape& data);

/// What the spec's optimizer keeps.
engine::OptimizerState optimizerState(const RunSpec& spec);

/// Builds the model of a complete spec. InvalidArgument, with the sentence for the user, when it does not fit together.
Result<std::unique_ptr<models::Model>> buildModel(const RunSpec& spec, const models::DataShape& data);

} // namespace lb::experiments
