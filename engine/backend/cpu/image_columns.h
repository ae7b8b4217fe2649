#pragma once

#include "engine/backend/cpu/vector/kernels.h"
#include "engine/ops/convolution.h"

namespace lb::engine::cpu {

/// The matrix whose rows are what a convolution's kernel sees at each position: [positions, window], zeros outside the
/// images. It exists a tile of rows at a time. With it a convolution is a product of matrices, which oneDNN does as
/// fast as its own convolutions for many channels and several times faster for one (measured:
/// engine/backend/cpu/README.md).
class ImageColumns {
public:
    ImageColumns(const Conv2dExtents& extents, const VectorKernels& vector)
        : m_e(extents)
        , m_vector(vector)
    {
    }

    const Conv2dExtents& extents() const { return m_e; }
    /// columns: [count, window], the rows of positions [first, first + count).
    void gather(const float* images, Index first, Index count, float* columns) const;
    /// transposed: [end - begin, count], columns [begin, end) of the same rows.
    struct ColumnSpan {
        Index begin = 0;
        Index end = 0;
    };
    void gatherTransposed(const float* images, Index first, Index count, ColumnSpan span, float* transposed) const;
    /// Adds the rows of positions [first, first + count) to the pixels that they were gathered from.
    void scatterAdd(const float* columns, Index first, Index count, float* images) const;

private:
    struct Position {
        Index item, row, column;
    };
    Position positionOf(Index index) const;
    /// Calls run(pixel offset or -1, offset in the row, floats) for the contiguous runs of a position's row in order.
    template <class Run>
    void forRuns(const Position& at, const Run& run) const;

    Conv2dExtents m_e;
    const VectorKernels& m_vector;
};

} // namespace lb::engine::cpu
