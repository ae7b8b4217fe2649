#pragma once

#include "engine/backend/cuda/cuda_call.h"

#include <cstddef>
#include <cstdint>
#include <type_traits>

/// The one block of shared memory that a launch has; kernels lay out what they need in it.
extern __shared__ __align__(16) unsigned char latentbenchShared[];

namespace lb::engine::cuda {

/// Shared memory is only ever taken this way: its size stands in the launch, where the host runtime of the tests sees
/// it and checks every access.
template <class T>
__device__ __forceinline__ T* sharedMemory()
{
    return reinterpret_cast<T*>(latentbenchShared);
}

constexpr unsigned kWarp = 32;
constexpr unsigned kFullWarp = 0xFFFFFFFFU;
/// Of kernels whose threads have nothing to do with each other.
constexpr unsigned kThreads = 256;

struct Grid {
    dim3 blocks;
    dim3 threads = kThreads;
    std::size_t sharedBytes = 0;
};

/// As many blocks as it takes for `count` threads.
inline Grid gridFor(Index count, unsigned threads = kThreads)
{
    return {.blocks = static_cast<unsigned>((count + threads - 1) / threads), .threads = threads};
}

/// Every kernel is launched here. Nothing happens where there are no blocks.
template <class... Parameters>
void launch(cudaStream_t stream, const Grid& grid, void (*kernel)(Parameters...),
            const std::type_identity_t<Parameters>&... arguments)
{
    if (grid.blocks.x == 0 || grid.blocks.y == 0 || grid.blocks.z == 0)
        return;
    cudaLaunchConfig_t config{};
    config.gridDim = grid.blocks;
    config.blockDim = grid.threads;
    config.dynamicSmemBytes = grid.sharedBytes;
    config.stream = stream;
    check(cudaLaunchKernelEx(&config, kernel, arguments...), "a launch");
}

/// The number of the thread, in a grid of one axis.
__device__ __forceinline__ Index threadNumber()
{
    return static_cast<Index>(blockIdx.x) * static_cast<Index>(blockDim.x) + static_cast<Index>(threadIdx.x);
}

} // namespace lb::engine::cuda
