#pragma once

#include <cstddef>
#include <cstdint>

#include <cuda_runtime.h>

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

} // namespace lb::engine::cuda
