#pragma once

#include "engine/core/shape.h"

#include <array>

namespace lb::engine::reference {

using Strides = std::array<std::int64_t, Shape::kMaxRank>;

/// Visits the positions of a shape in row-major order and tells where each lies in a tensor with other strides.
/// A stride of 0 repeats: that is all there is to broadcasting.
class StridedWalk {
public:
    StridedWalk(const Shape& shape, const Strides& strides)
        : m_shape(shape)
        , m_strides(strides)
    {
    }
    std::int64_t offset() const { return m_offset; }
    void next()
    {
        for (int axis = m_shape.rank() - 1; axis >= 0; --axis) {
            const auto at = static_cast<std::size_t>(axis);
            m_offset += m_strides[at];
            if (++m_position[at] < m_shape[axis])
                return;
            m_offset -= m_strides[at] * m_shape[axis];
            m_position[at] = 0;
        }
    }

private:
    Shape m_shape;
    Strides m_strides;
    Strides m_position{};
    std::int64_t m_offset = 0;
};

/// Strides with which a tensor of shape `from` is read at the positions of `to`, by NumPy's rule.
inline Strides broadcastStrides(const Shape& from, const Shape& to)
{
    const Strides own = stridesOf(from);
    Strides result{};
    const int added = to.rank() - from.rank();
    for (int axis = 0; axis < from.rank(); ++axis)
        if (from[axis] != 1)
            result[static_cast<std::size_t>(axis + added)] = own[static_cast<std::size_t>(axis)];
    return result;
}

} // namespace lb::engine::reference
