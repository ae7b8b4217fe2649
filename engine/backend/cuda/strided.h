#pragma once

#include "engine/backend/cuda/launch.h"
#include "engine/core/shape.h"

#include <array>

namespace lb::engine::cuda {

/// Positions of a shape in row-major order, and where each lies in up to two tensors with other strides. Axes that lie
/// one behind the other in all of them are made one.
template <int kTensors>
struct StridedSpace {
    int rank = 0;
    Index extents[Shape::kMaxRank]{};
    Index strides[kTensors][Shape::kMaxRank]{};

    /// Adds an inner axis.
    void append(Index extent, const std::array<Index, kTensors>& axis)
    {
        if (extent == 1)
            return;
        bool joins = rank > 0;
        for (int t = 0; joins && t < kTensors; ++t)
            joins = strides[t][rank - 1] == axis[static_cast<std::size_t>(t)] * extent;
        if (joins)
            extents[rank - 1] *= extent;
        else
            extents[rank++] = extent;
        for (int t = 0; t < kTensors; ++t)
            strides[t][rank - 1] = axis[static_cast<std::size_t>(t)];
    }
    Index count() const
    {
        Index total = 1;
        for (int axis = 0; axis < rank; ++axis)
            total *= extents[axis];
        return total;
    }

    /// Offsets of position `number` in the tensors.
    __device__ void offsets(Index number, Index (&result)[kTensors]) const
    {
        for (int t = 0; t < kTensors; ++t)
            result[t] = 0;
        // 32 bits divide many times faster, and few tensors have more numbers.
        if (number < Index{1} << 31) {
            auto left = static_cast<std::uint32_t>(number);
            for (int axis = rank - 1; axis >= 0; --axis) {
                const auto extent = static_cast<std::uint32_t>(extents[axis]);
                const std::uint32_t place = left % extent;
                left /= extent;
                for (int t = 0; t < kTensors; ++t)
                    result[t] += static_cast<Index>(place) * strides[t][axis];
            }
            return;
        }
        for (int axis = rank - 1; axis >= 0; --axis) {
            const Index place = number % extents[axis];
            number /= extents[axis];
            for (int t = 0; t < kTensors; ++t)
                result[t] += place * strides[t][axis];
        }
    }
    __device__ Index offset(Index number) const
    {
        Index result[kTensors];
        offsets(number, result);
        return result[0];
    }
};

/// Strides with which a tensor of shape `from` is read at the positions of `to`, by NumPy's rule.
inline std::array<Index, Shape::kMaxRank> broadcastStrides(const Shape& from, const Shape& to)
{
    const auto own = stridesOf(from);
    std::array<Index, Shape::kMaxRank> result{};
    const int added = to.rank() - from.rank();
    for (int axis = 0; axis < from.rank(); ++axis)
        if (from[axis] != 1)
            result[static_cast<std::size_t>(axis + added)] = own[static_cast<std::size_t>(axis)];
    return result;
}

} // namespace lb::engine::cuda
