#pragma once

#include "engine/backend/cuda/cuda_kernel.h"
#include "engine/backend/cuda/launch.h"

namespace lb::engine::cuda {

/// Numbers that a thread takes at a time, 16 bytes: tensors begin on 64.
constexpr Index kPack = 4;

__device__ __forceinline__ float4 loadPack(const float* from)
{
    return *reinterpret_cast<const float4*>(from);
}
__device__ __forceinline__ void storePack(float* to, float4 pack)
{
    *reinterpret_cast<float4*>(to) = pack;
}

/// y[i] = f(x[i]); y may be x.
template <class F>
__global__ void mapKernel(F f, const float* x, float* y, Index count)
{
    const Index first = threadNumber() * kPack;
    if (first + kPack <= count) {
        const float4 pack = loadPack(x + first);
        storePack(y + first, make_float4(f(pack.x), f(pack.y), f(pack.z), f(pack.w)));
        return;
    }
    for (Index i = first; i < count; ++i)
        y[i] = f(x[i]);
}

/// y[i] = f(a[i], b[i]); y may be either.
template <class F>
__global__ void mapPairsKernel(F f, const float* a, const float* b, float* y, Index count)
{
    const Index first = threadNumber() * kPack;
    if (first + kPack <= count) {
        const float4 p = loadPack(a + first);
        const float4 q = loadPack(b + first);
        storePack(y + first, make_float4(f(p.x, q.x), f(p.y, q.y), f(p.z, q.z), f(p.w, q.w)));
        return;
    }
    for (Index i = first; i < count; ++i)
        y[i] = f(a[i], b[i]);
}

inline Grid gridForPacks(Index count)
{
    return gridFor((count + kPack - 1) / kPack);
}

template <class F>
void launchMap(cudaStream_t stream, F f, const float* x, float* y, Index count)
{
    launch(stream, gridForPacks(count), mapKernel<F>, f, x, y, count);
}
template <class F>
void launchMapPairs(cudaStream_t stream, F f, const float* a, const float* b, float* y, Index count)
{
    launch(stream, gridForPacks(count), mapPairsKernel<F>, f, a, b, y, count);
}

} // namespace lb::engine::cuda
