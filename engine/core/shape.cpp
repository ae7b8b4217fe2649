#include "engine/core/shape.h"

#include "engine/core/error.h"

#include <algorithm>

namespace lb::engine {

std::size_t sizeOf(DType dtype)
{
    switch (dtype) {
    case DType::F64:
        return 8;
    case DType::BF16:
        return 2;
    case DType::F32:
    case DType::I32:
        return 4;
    }
    return 4;
}

std::string_view dtypeName(DType dtype)
{
    switch (dtype) {
    case DType::F32:
        return "f32";
    case DType::F64:
        return "f64";
    case DType::I32:
        return "i32";
    case DType::BF16:
        return "bf16";
    }
    return "?";
}

Shape::Shape(std::initializer_list<std::int64_t> dims)
    : Shape(std::span<const std::int64_t>(dims.begin(), dims.size()))
{
}

Shape::Shape(std::span<const std::int64_t> dims)
    : m_rank(static_cast<int>(dims.size()))
{
    if (dims.size() > kMaxRank)
        throw ShapeError("shape", "at most 6 axes are supported, got " + std::to_string(dims.size()));
    if (std::any_of(dims.begin(), dims.end(), [](std::int64_t d) { return d < 0; }))
        throw ShapeError("shape", "extents must not be negative");
    std::copy(dims.begin(), dims.end(), m_dims.begin());
}

std::int64_t Shape::operator[](int axis) const
{
    const int index = axis < 0 ? axis + m_rank : axis;
    if (index < 0 || index >= m_rank)
        throw ShapeError("shape", "axis " + std::to_string(axis) + " does not exist in " + text());
    return m_dims[static_cast<std::size_t>(index)];
}

std::int64_t Shape::elements() const
{
    return product(0, m_rank);
}

std::int64_t Shape::product(int first, int last) const
{
    std::int64_t result = 1;
    for (int axis = first; axis < last; ++axis)
        result *= m_dims[static_cast<std::size_t>(axis)];
    return result;
}

std::string Shape::text() const
{
    std::string result = "[";
    for (int axis = 0; axis < m_rank; ++axis)
        result += (axis ? ", " : "") + std::to_string(m_dims[static_cast<std::size_t>(axis)]);
    return result + "]";
}

bool Shape::operator==(const Shape& other) const
{
    return m_rank == other.m_rank && std::equal(m_dims.begin(), m_dims.begin() + m_rank, other.m_dims.begin());
}

Shape broadcastShapes(std::string_view op, const Shape& a, const Shape& b)
{
    std::array<std::int64_t, Shape::kMaxRank> dims{};
    const int rank = std::max(a.rank(), b.rank());
    for (int back = 1; back <= rank; ++back) {
        const std::int64_t x = back <= a.rank() ? a[-back] : 1;
        const std::int64_t y = back <= b.rank() ? b[-back] : 1;
        if (x != y && x != 1 && y != 1)
            throw ShapeError(op, "cannot broadcast " + a.text() + " with " + b.text());
        dims[static_cast<std::size_t>(rank - back)] = x == 1 ? y : x;
    }
    return Shape(std::span<const std::int64_t>(dims.data(), static_cast<std::size_t>(rank)));
}

std::array<std::int64_t, Shape::kMaxRank> stridesOf(const Shape& shape)
{
    std::array<std::int64_t, Shape::kMaxRank> strides{};
    std::int64_t step = 1;
    for (int axis = shape.rank() - 1; axis >= 0; --axis) {
        strides[static_cast<std::size_t>(axis)] = step;
        step *= shape[axis];
    }
    return strides;
}

} // namespace lb::engine
