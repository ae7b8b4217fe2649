#pragma once

#include "engine/graph/graph.h"

namespace lb::engine {

struct OutputLayer {
    Value weight;    ///< [inner, classes], or [classes, inner] when transposed: a shared embedding
    Value bias = {}; ///< [classes] or null
    bool isTransposed = false;
};

/// "linear_cross_entropy" (attributes ignore, transposed, has_bias): crossEntropy(linear(x, weight, bias), targets,
/// ignore) without ever holding all logits: they are made for a block of rows at a time, at most kLogitBytes of them,
/// in the kernel's scratch. x: [..., inner], targets: I32 [...] -> [...], in nats. Outputs of the node: the loss, and
/// per row ln of the sum of the exponentials, kept for "linear_cross_entropy_grad" (inputs x, weight, bias if any,
/// targets, that and the rows' gradient; outputs dx, dweight and dbias if any), which makes the logits again: a third
/// more products than with stored logits, for [rows, classes] numbers twice.
Value linearCrossEntropy(Value x, const OutputLayer& layer, Value targets, std::int64_t ignore = -1);

/// x times the layer's weight plus its bias: [..., classes].
Value outputLogits(Value x, const OutputLayer& layer);
/// More logits than this are not kept by choice: 33 million numbers.
constexpr std::int64_t kStoredLogitBytes = 128 << 20;
/// crossEntropy of the layer's logits, made in the way that suits their size: stored where they take `storedBytes` at
/// most, for their gradient takes their place, else by linearCrossEntropy.
Value outputCrossEntropy(Value x, const OutputLayer& layer, Value targets, std::int64_t ignore = -1,
                         std::int64_t storedBytes = kStoredLogitBytes);

/// What a kernel holds at a time: no more logits than this, except where one row has more, and no more rows. With
/// 16 MiB a vocabulary of 50,000 took 1.9 times its products' time instead of 1.4; more rows bring nothing.
constexpr std::int64_t kLogitRows = 512;
constexpr std::int64_t kLogitBytes = 48 << 20;

/// The extents of either node, for kernels.
struct OutputLossExtents {
    std::int64_t rows = 0, inner = 0, classes = 0;
    bool isTransposed = false, hasBias = false;
    std::int64_t ignore = -1;
    /// Where these stand among the inputs.
    int targets = 2, logSums = 3, outputGradient = 4;
};
/// Throws ShapeError when the inputs do not fit.
OutputLossExtents outputLossExtents(const std::vector<TensorType>& inputs, const Attributes& attributes);

} // namespace lb::engine
