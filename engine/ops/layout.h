#pragma once

#include "engine/graph/graph.h"

#include <vector>

namespace lb::engine {

/// "reshape" (attribute dims): a view. One extent may be -1 and is inferred.
Value reshape(Value x, const std::vector<std::int64_t>& dims);
/// "transpose" (attribute permutation): output axis i is input axis permutation[i].
Value transpose(Value x, const std::vector<int>& permutation);
/// "concat" (attribute axis): all other extents must be equal. At least one input.
Value concat(const std::vector<Value>& parts, int axis);
/// "slice" (attributes axis, begin, end): elements begin .. end-1 along one axis. Its gradient is "pad_axis".
Value slice(Value x, int axis, std::int64_t begin, std::int64_t end);
/// "pad_axis" (attributes axis, before, after): zeros around x along one axis.
Value padAxis(Value x, int axis, std::int64_t before, std::int64_t after);

} // namespace lb::engine
