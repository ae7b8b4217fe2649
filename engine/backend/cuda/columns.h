#pragma once

#include "engine/backend/cuda/cuda_kernel.h"
#include "engine/backend/cuda/launch.h"

namespace lb::engine::cuda {

/// Sums down the columns of [groups, rows, columns]. Rows are shared out to chunks, whose sums are added in order.
struct ColumnSpace {
    static constexpr unsigned kColumns = 32, kRows = 8; ///< of a block's threads
    Index groups = 1, rows = 0, columns = 0;
    Index chunks = 1;

    static ColumnSpace of(Index groups, Index rows, Index columns)
    {
        constexpr Index kChunkRows = 256, kMostChunks = 64;
        const Index wanted = (rows + kChunkRows - 1) / kChunkRows;
        return {groups, rows, columns, wanted < 1 ? 1 : wanted > kMostChunks ? kMostChunks : wanted};
    }
    Index chunkRows() const { return (rows + chunks - 1) / chunks; }
    /// Of the chunks' sums, `sums` to a column.
    std::size_t scratchBytes(int sums) const
    {
        return static_cast<std::size_t>(sums * chunks * groups * columns) * sizeof(float);
    }
    Grid grid(int sums) const
    {
        return {.blocks = {static_cast<unsigned>((columns + kColumns - 1) / kColumns), static_cast<unsigned>(chunks),
                           static_cast<unsigned>(groups)},
                .threads = {kColumns, kRows},
                .sharedBytes = sums * kRows * kColumns * sizeof(float)};
    }
};

template <int kSums>
struct ColumnResults {
    float* sums[kSums]; ///< [groups, columns] each
};

/// partial: [chunk][sum][group][column]. f(sums, row, column) adds what a number of the row has to say.
template <int kSums, class F>
__global__ void columnChunkSums(F f, ColumnSpace space, Index chunkRows, float* partial)
{
    auto* const slots = sharedMemory<float>(); // [sum][row][column]
    const Index column = static_cast<Index>(blockIdx.x) * ColumnSpace::kColumns + threadIdx.x;
    const Index group = blockIdx.z;
    const Index begin = static_cast<Index>(blockIdx.y) * chunkRows;
    const Index end = begin + chunkRows < space.rows ? begin + chunkRows : space.rows;
    float sums[kSums] = {};
    if (column < space.columns)
        for (Index row = begin + threadIdx.y; row < end; row += ColumnSpace::kRows)
            f(sums, group * space.rows + row, column);
    for (int i = 0; i < kSums; ++i)
        slots[(i * ColumnSpace::kRows + threadIdx.y) * ColumnSpace::kColumns + threadIdx.x] = sums[i];
    for (unsigned half = ColumnSpace::kRows / 2; half > 0; half /= 2) {
        __syncthreads();
        for (int i = 0; threadIdx.y < half && i < kSums; ++i) {
            float* const mine = slots + (i * ColumnSpace::kRows + threadIdx.y) * ColumnSpace::kColumns + threadIdx.x;
            *mine += mine[half * ColumnSpace::kColumns];
        }
    }
    if (threadIdx.y == 0 && column < space.columns)
        for (int i = 0; i < kSums; ++i)
            partial[((blockIdx.y * kSums + i) * space.groups + group) * space.columns + column] =
                slots[i * ColumnSpace::kRows * ColumnSpace::kColumns + threadIdx.x];
}

template <int kSums>
__global__ void addColumnChunks(ColumnSpace space, const float* partial, ColumnResults<kSums> results)
{
    const Index i = threadNumber();
    const Index count = space.groups * space.columns;
    if (i >= count)
        return;
    for (int sum = 0; sum < kSums; ++sum) {
        float total = 0.0F;
        for (Index chunk = 0; chunk < space.chunks; ++chunk)
            total += partial[(chunk * kSums + sum) * count + i];
        results.sums[sum][i] = total;
    }
}

/// `partial` has space.scratchBytes(kSums). Without rows all sums are 0.
template <int kSums, class F>
void launchColumnSums(cudaStream_t stream, F f, const ColumnSpace& space, float* partial,
                      const ColumnResults<kSums>& results)
{
    launch(stream, space.grid(kSums), columnChunkSums<kSums, F>, f, space, space.chunkRows(), partial);
    launch(stream, gridFor(space.groups * space.columns), addColumnChunks<kSums>, space,
           static_cast<const float*>(partial), results);
}

/// sums[0] += x[row, column].
struct ColumnOf {
    const float* x;
    Index columns;
    __device__ void operator()(float (&sums)[1], Index row, Index column) const
    {
        sums[0] += x[row * columns + column];
    }
};

} // namespace lb::engine::cuda
