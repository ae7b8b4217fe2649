#pragma once

#include "engine/graph/graph.h"

namespace lb::engine {

struct MatmulOptions {
    bool transposeA = false;
    bool transposeB = false;
};

/// "matmul" (attributes transpose_a, transpose_b). a: [..., m, k], b: [..., k, n] -> [..., m, n]. Leading axes are equal,
/// or b (or a) is a plain matrix and is shared by all of the other's batches. Transposition concerns the last two axes.
Value matmul(Value a, Value b, MatmulOptions options = {});

/// "linear": x: [..., k] times weight: [k, n] plus bias: [n] -> [..., n], fused. The bias may be null.
Value linear(Value x, Value weight, Value bias);

} // namespace lb::engine
