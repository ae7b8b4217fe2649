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

/// "affine_batch_norm" (attributes epsilon, relu): batch norm with its scale and shift, and max(0, ...) of it with
/// `hasRelu`, in one pass: n * scale + shift, where n is batchNorm(x).y; scale and shift: [features]. Only y is
/// differentiated: the statistics are for running averages, and a gradient through them is refused.
/// "affine_batch_norm_grad" takes x, scale, mean, variance and dy, after them y where the ReLU's sign is needed, and
/// gives the gradients of x, scale and shift. Source: Ioffe & Szegedy 2015.
BatchNormOutputs batchNorm(Value x, Value scale, Value shift, double epsilon, bool hasRelu);

/// "layer_norm" (attribute epsilon): normalises the last axis, without scale or shift. Outputs of the node: y, and
/// 1 / sqrt(variance + epsilon) per row [...], kept for "layer_norm_grad" (inputs y, that, dy).
Value layerNorm(Value x, double epsilon);

/// "affine_layer_norm" (attribute epsilon): layer norm with its scale and shift in one pass: n * scale + shift, where n
/// is layerNorm(x). scale and shift: [width], or [batch, width] with batch the first axis of x, so that every item has
/// its own. Outputs of the node: y, mean and 1 / sqrt(variance + epsilon) per row [...]; "affine_layer_norm_grad" takes
/// x, scale, those two and dy, and gives the gradients of x, scale and shift. Source: Ba, Kiros & Hinton 2016.
Value layerNorm(Value x, Value scale, Value shift, double epsilon);

struct ConditionalNorm {
    Value scale;       ///< [width], 1 at the start
    Value shift;       ///< [width], 0 at the start
    Value scaleWeight; ///< [condition size, width], 0 at the start
    Value shiftWeight; ///< [condition size, width], 0 at the start
};

/// Conditional layer norm: scale + condition scaleWeight and shift + condition shiftWeight instead of scale and shift.
/// x: [batch, ..., width], condition: [batch, condition size]. Recorded as two linear nodes and "affine_layer_norm".
Value conditionalLayerNorm(Value x, Value condition, const ConditionalNorm& parameters, double epsilon);

} // namespace lb::engine
