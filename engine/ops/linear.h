#pragma once

#include "engine/graph/graph.h"

namespace lb::engine {

struct MatmulOptions {
    bool transposeA = false;
    bool transposeB = false;
};

/// "matmul" (attributes transpose_a, transpose_b). a: [..., m, k], b: [..., k, n] -> [..., m, n]. Leading axes are
/// equal, or b (or a) is a plain matrix and is shared by all of the other's batches. Transposition concerns the last
/// two axes.
Value matmul(Value a, Value b, MatmulOptions options = {});

/// The extents of a "matmul" node, for kernels: `batches` products of [m, k] by [k, n].
struct MatmulExtents {
    std::int64_t batches = 1;
    std::int64_t m = 0;
    std::int64_t n = 0;
    std::int64_t k = 0;
    bool isShared[2] = {false, false}; ///< the operand is one matrix for all batches
};
/// Throws ShapeError when a and b do not fit.
MatmulExtents matmulExtents(const Shape& a, const Shape& b, MatmulOptions options);

/// "linear": x: [..., k] times weight: [k, n] plus bias: [n] -> [..., n], fused. The bias may be null: the node
/// then has two inputs. Its gradient is recorded as matmuls with transposition flags and a sum over the rows.
Value linear(Value x, Value weight, Value bias);

} // namespace lb::engine
