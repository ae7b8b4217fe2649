#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace lb::engine {

/// Element types of a tensor. F64 exists for the reference backend, so that acceptance cases can be checked to 1e-9.
enum class DType : std::uint8_t { F32, F64, I32, BF16 };

std::size_t sizeOf(DType dtype);
std::string_view dtypeName(DType dtype);

/// The extents of a tensor, outermost first; rank 0 is a scalar. Row-major, densely packed. A value type.
class Shape {
public:
    static constexpr int kMaxRank = 6;

    Shape() = default;
    Shape(std::initializer_list<std::int64_t> dims);
    explicit Shape(std::span<const std::int64_t> dims);

    int rank() const { return m_rank; }
    /// Extent of `axis`; a negative axis counts from the end (-1 is the innermost).
    std::int64_t operator[](int axis) const;
    /// Product of all extents: 1 for a scalar, 0 if any extent is 0.
    std::int64_t elements() const;
    std::span<const std::int64_t> dims() const { return {m_dims.data(), static_cast<std::size_t>(m_rank)}; }
    /// Product of the extents of axes [first, last).
    std::int64_t product(int first, int last) const;
    /// "[32, 64]", for messages.
    std::string text() const;

    bool operator==(const Shape& other) const;

private:
    std::array<std::int64_t, kMaxRank> m_dims{};
    int m_rank = 0;
};

/// Shape and element type together: what a graph knows of a value.
struct TensorType {
    Shape shape;
    DType dtype = DType::F32;

    std::size_t bytes() const { return static_cast<std::size_t>(shape.elements()) * sizeOf(dtype); }
    bool operator==(const TensorType&) const = default;
};

/// NumPy's broadcasting rule: extents are aligned at the end and must be equal or 1. Throws ShapeError, naming `op`.
Shape broadcastShapes(std::string_view op, const Shape& a, const Shape& b);

/// Row-major strides in elements.
std::array<std::int64_t, Shape::kMaxRank> stridesOf(const Shape& shape);

} // namespace lb::engine
