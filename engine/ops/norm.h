#pragma once

#include "engine/graph/graph.h"

namespace lb::engine {

struct BatchNormOutputs {
    Value y;        ///< normalised, same shape as x: (x - mean) / sqrt(variance + epsilon)
    Value mean;     ///< [features], of this batch
    Value variance; ///< [features], biased (divided by the rows), of this batch: the "pre-BN variance"
};

/// "batch_norm" (attribute epsilon): normalises each feature over the rows of x: [rows, features], without scale or
/// shift (record them as mul and add). Rows must be >= 2. The gradient includes the statistics' own dependence on x,
/// and flows from all three outputs. "batch_norm_grad" (inputs y, variance, dy) computes the y part.
BatchNormOutputs batchNorm(Value x, double epsilon);

/// "layer_norm" (attribute epsilon): normalises the last axis, without scale or shift. Outputs of the node: y, and
/// 1 / sqrt(variance + epsilon) per row [...], kept for "layer_norm_grad" (inputs y, that, dy).
Value layerNorm(Value x, double epsilon);

} // namespace lb::engine
