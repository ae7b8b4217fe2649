#pragma once

#include "engine/graph/graph.h"

#include <vector>

namespace lb::engine {

/// "sum" (attributes axes, keep): sum over `axes` (negative ones count from the end; empty: all axes). Reduced axes are
/// dropped, or kept with extent 1. Accumulates in a fixed order, in double for F32 on the reference backend.
Value sum(Value x, const std::vector<int>& axes = {}, bool keepAxes = false);
/// sum divided by the number of summed elements, recorded as "sum" and "affine".
Value mean(Value x, const std::vector<int>& axes = {}, bool keepAxes = false);
/// "broadcast_to" (attribute dims): repeats x to `shape` by NumPy's rule. Its gradient is "sum".
Value broadcastTo(Value x, const Shape& shape);
/// Sums x back to `shape`: the inverse of broadcastTo. Returns x when the shapes are equal.
Value sumTo(Value x, const Shape& shape);

} // namespace lb::engine
