#pragma once

#include "engine/core/error.h"
#include "engine/graph/graph.h"

#include <string>
#include <vector>

/// Pieces that shape rules and FLOP counts share. Private to engine/ops.
namespace lb::engine::rules {

using Types = std::vector<TensorType>;

/// Throws ShapeError; Graph::record puts the op's name and scope around `detail`.
[[noreturn]] void reject(const std::string& detail);

/// "f32[2, 3], i32[3]", for messages.
std::string listed(const Types& types);

void expectCount(const Types& inputs, std::size_t count);
/// All of one floating type.
void expectFloats(const Types& inputs);
/// `count` inputs of one floating type and one shape.
void expectAlike(const Types& inputs, std::size_t count);
void expectIndices(const TensorType& type);
void expectRank(const TensorType& type, int rank);
/// Throws unless 0 <= axis < rank: recording functions resolve negative axes before.
void expectAxis(const Shape& shape, std::int64_t axis);

/// A negative axis counted from the end. Out-of-range ones are left for the shape rule to report.
inline std::int64_t resolvedAxis(const Shape& shape, std::int64_t axis)
{
    return axis < 0 ? axis + shape.rank() : axis;
}
Shape withExtent(const Shape& shape, int axis, std::int64_t extent);
/// All axes but the last.
Shape leadingAxes(const Shape& shape);
std::vector<std::int64_t> dimsOf(const Shape& shape);

/// FLOP counts of the form "so many per element".
template <int kCost>
std::int64_t perOutput(const Types&, const Types& outputs, const Attributes&)
{
    return kCost * outputs[0].shape.elements();
}
template <int kCost>
std::int64_t perInput(const Types& inputs, const Types&, const Attributes&)
{
    return kCost * inputs[0].shape.elements();
}

} // namespace lb::engine::rules
