#pragma once

#include "engine/backend/cuda/attention.h"
#include "engine/backend/cuda/block_sums.h"

namespace lb::engine::cuda {

/// Which keys a query sees, with the numbers per item on the device.
struct Mask {
    AttentionExtents e;
    const std::int32_t *lengths = nullptr, *prefix = nullptr, *past = nullptr;

    Mask(const AttentionExtents& extents, const KernelCall& call)
        : e(extents)
    {
        const auto numbers = [&](int input) { return input < 0 ? nullptr : call.input<std::int32_t>(input); };
        lengths = numbers(e.lengths);
        prefix = numbers(e.prefix);
        past = numbers(e.past);
    }
    __device__ Index seen(Index item, Index step) const
    {
        AttentionItem numbers = e.plainItem();
        if (lengths)
            numbers.length = lengths[item];
        if (prefix)
            numbers.prefix = prefix[item];
        if (past)
            numbers.past = past[item];
        return e.visible(step, numbers);
    }
};

/// Of blocks that work on a tile of queries and a tile of keys at a time.
struct TileSizes {
    static constexpr unsigned kThreads = 128;
    int tile = 32; ///< queries, and keys
    int key = 0, value = 0;
    float scale = 1.0F;

    /// The largest tile whose `rowFloats` numbers per query or key fit into the shared memory that every device has.
    static TileSizes of(const AttentionExtents& e, Index rowFloats)
    {
        constexpr std::size_t kRoom = 48 << 10;
        TileSizes s;
        s.key = static_cast<int>(e.keySize);
        s.value = static_cast<int>(e.valueSize);
        s.scale = attentionScale(e);
        while (s.tile > 1 && s.bytes(rowFloats) > kRoom)
            s.tile /= 2;
        return s;
    }
    /// Of `rowFloats` numbers per row of a tile, and two maps of scores.
    std::size_t bytes(Index rowFloats) const
    {
        return static_cast<std::size_t>(tile) * (static_cast<std::size_t>(rowFloats) + 2U * (tile + 1U)) *
               sizeof(float);
    }
    Grid grid(const AttentionExtents& e, Index rows, Index rowFloats) const
    {
        return {.blocks = {static_cast<unsigned>((rows + tile - 1) / tile), static_cast<unsigned>(e.heads),
                           static_cast<unsigned>(e.batch)},
                .threads = kThreads,
                .sharedBytes = bytes(rowFloats)};
    }
};

/// Rows [first, first + tile) of one head into shared memory, zeros past the end. Columns begin at from.
__device__ __forceinline__ void loadTile(const float* from, Index stride, Index rows, int tile, int width, float* to)
{
    for (int i = static_cast<int>(threadIdx.x); i < tile * width; i += static_cast<int>(blockDim.x))
        to[i] = i / width < rows ? from[static_cast<Index>(i / width) * stride + i % width] : 0.0F;
}

/// map[i][j] = scale a[i] . b[j] for the rows of two tiles.
__device__ __forceinline__ void tileProducts(const float* a, const float* b, const TileSizes& s, int width, float scale,
                                             float* map)
{
    for (int i = static_cast<int>(threadIdx.x); i < s.tile * s.tile; i += static_cast<int>(blockDim.x)) {
        const int row = i / s.tile, column = i % s.tile;
        float total = 0.0F;
        for (int k = 0; k < width; ++k)
            total += a[row * width + k] * b[column * width + k];
        map[row * (s.tile + 1) + column] = total * scale;
    }
}

} // namespace lb::engine::cuda
