#pragma once

#include "engine/graph/graph.h"

namespace lb::engine {

/// "bce_with_logits": per element softplus(l) - x * l, in nats; targets x in [0, 1] may be grey. Both of one shape.
/// Gradient flows to the logits only.
Value bceWithLogits(Value logits, Value targets);

/// "cross_entropy" (attribute ignore): -log softmax(logits)[target] per row, in nats; 0 where target == ignore.
/// logits: [..., classes]; targets: I32 [...]. Returns [...]. Any other target outside [0, classes) is a defect of the
/// batch and reads class 0 in release builds, as gatherRows does. The gradient is computed by "cross_entropy_grad" from
/// (logits, targets, row gradient) so that no probabilities are stored.
Value crossEntropy(Value logits, Value targets, std::int64_t ignore = -1);

/// "correct" (attribute ignore): 1 where the row's argmax equals the target, 0 elsewhere and where ignored.
/// Not differentiable.
Value correct(Value logits, Value targets, std::int64_t ignore = -1);

/// (a - b)^2 per element, recorded from elementwise ops.
Value squaredError(Value a, Value b);

} // namespace lb::engine
