#pragma once

#include "engine/backend/cuda/launch.h"

#include <cstring>
#include <type_traits>

namespace lb::engine::cuda {

struct Plus {
    template <class T>
    __device__ T operator()(T a, T b) const
    {
        return a + b;
    }
};
struct Larger {
    __device__ float operator()(float a, float b) const { return fmaxf(a, b); }
};

/// What the lane whose number differs in `bits` has; T has 8 bytes at most.
template <class T>
__device__ __forceinline__ T fromLaneXor(T value, int bits)
{
    if constexpr (std::is_arithmetic_v<T>) {
        return __shfl_xor_sync(kFullWarp, value, bits);
    } else {
        static_assert(sizeof(T) == sizeof(unsigned long long));
        unsigned long long word;
        memcpy(&word, &value, sizeof word);
        word = __shfl_xor_sync(kFullWarp, word, bits);
        memcpy(&value, &word, sizeof word);
        return value;
    }
}

/// The same in every lane: a tree of fixed form, so that the result does not depend on timing.
template <class T, class F>
__device__ __forceinline__ T warpReduce(T value, F f)
{
    for (int half = 16; half > 0; half /= 2)
        value = f(value, fromLaneXor(value, half));
    return value;
}

/// The same in every thread of a block of whole warps with one axis. `slots`: shared memory for one value a warp; may
/// be used again at once.
template <class T, class F>
__device__ __forceinline__ T blockReduce(T value, F f, T* slots)
{
    value = warpReduce(value, f);
    const unsigned warps = blockDim.x / kWarp;
    if (warps == 1)
        return value;
    if (threadIdx.x % kWarp == 0)
        slots[threadIdx.x / kWarp] = value;
    __syncthreads();
    T total = slots[0];
    for (unsigned warp = 1; warp < warps; ++warp)
        total = f(total, slots[warp]);
    __syncthreads();
    return total;
}

/// Of a kernel with a block for each row of `width` numbers: whole warps, no more than there is work for.
inline Grid gridForRows(Index rows, Index width)
{
    unsigned threads = kWarp;
    while (threads < kThreads && static_cast<Index>(threads) * 4 < width)
        threads *= 2;
    return {.blocks = static_cast<unsigned>(rows),
            .threads = threads,
            .sharedBytes = threads / kWarp * sizeof(double)}; // for blockReduce, of any type
}

} // namespace lb::engine::cuda
