#include "engine/ops/shape_rules.h"

#include <algorithm>

namespace lb::engine::rules {

void reject(const std::string& detail)
{
    throw ShapeError("shape", detail);
}

std::string listed(const Types& types)
{
    std::string result;
    for (const TensorType& type : types)
        result += (result.empty() ? "" : ", ") + std::string(dtypeName(type.dtype)) + type.shape.text();
    return result;
}

void expectCount(const Types& inputs, std::size_t count)
{
    if (inputs.size() != count)
        reject("takes " + std::to_string(count) + " inputs, got " + std::to_string(inputs.size()));
}

void expectFloats(const Types& inputs)
{
    const auto isFloat = [&](const TensorType& type) {
        return (type.dtype == DType::F32 || type.dtype == DType::F64) && type.dtype == inputs[0].dtype;
    };
    if (!std::all_of(inputs.begin(), inputs.end(), isFloat))
        reject("needs floating-point tensors of one type, got " + listed(inputs));
}

void expectAlike(const Types& inputs, std::size_t count)
{
    expectCount(inputs, count);
    expectFloats(inputs);
    const auto isAlike = [&](const TensorType& type) { return type == inputs[0]; };
    if (!std::all_of(inputs.begin(), inputs.end(), isAlike))
        reject("needs tensors of one shape, got " + listed(inputs));
}

void expectIndices(const TensorType& type)
{
    if (type.dtype != DType::I32)
        reject("needs indices of type i32, got " + listed({type}));
}

void expectRank(const TensorType& type, int rank)
{
    if (type.shape.rank() != rank)
        reject("needs a tensor of rank " + std::to_string(rank) + ", got " + listed({type}));
}

void expectAxis(const Shape& shape, std::int64_t axis)
{
    if (axis < 0 || axis >= shape.rank())
        reject("axis " + std::to_string(axis) + " does not exist in " + shape.text());
}

Shape withExtent(const Shape& shape, int axis, std::int64_t extent)
{
    std::vector<std::int64_t> dims = dimsOf(shape);
    dims[static_cast<std::size_t>(axis)] = extent;
    return Shape(dims);
}

Shape leadingAxes(const Shape& shape)
{
    if (shape.rank() == 0)
        reject("needs at least one axis, got " + shape.text());
    return Shape(shape.dims().first(static_cast<std::size_t>(shape.rank() - 1)));
}

std::vector<std::int64_t> dimsOf(const Shape& shape)
{
    return {shape.dims().begin(), shape.dims().end()};
}

} // namespace lb::engine::rules
