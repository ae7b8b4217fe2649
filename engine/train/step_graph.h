#pragma once

#include "engine/data/batch_source.h"
#include "engine/graph/differentiate.h"
#include "engine/ops/precision.h"
#include "engine/train/prepared_graph.h"

#include <functional>
#include <string>
#include <vector>

namespace lb::engine {

/// What a model records for one training step: the scalar loss and further scalars to report, in a fixed order; and in
/// what the products of the step are made, the backward pass included.
struct RecordedStep {
    Value loss;
    std::vector<Value> scalars = {};
    Precision precision = Precision::F32;
};
using StepRecorder = std::function<RecordedStep(Graph&, BatchShape)>;

/// Which forward values a step computes again in its backward pass, to keep fewer of them.
enum class Recompute {
    None,
    Blocks, ///< everything between block inputs
    Fit,    ///< of all policies the one with the fewest FLOPs whose arena fits the limit
};

/// A training step made ready: forward, loss and backward.
struct StepGraph {
    PreparedGraph prepared;
    Value loss;
    std::vector<Value> scalars;
    std::vector<Value> gradients; ///< by trainable parameter; null where the loss does not depend on it
    std::string policy;           ///< which keep policy it was made with: "everything", "costly", "blocks", "blocks/2"
};

/// Records, differentiates and prepares. Gradients, parameters and states are external. Throws EngineError.
StepGraph prepareStep(const Backend& backend, const StepRecorder& record, BatchShape shape, const KeepPolicy& keep);

/// `arenaLimit` counts for Fit alone: where no policy fits, the one with the smallest arena is taken. 0: no limit.
struct RecomputeSettings {
    Recompute kind = Recompute::None;
    std::size_t arenaLimit = 0;
};
StepGraph chooseStep(const Backend& backend, const StepRecorder& record, BatchShape shape,
                     const RecomputeSettings& settings);

} // namespace lb::engine
