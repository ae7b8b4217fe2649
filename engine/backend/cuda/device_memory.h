#pragma once

#include "engine/backend/cuda/cuda_call.h"

#include <cstddef>
#include <memory>

namespace lb::engine::cuda {

struct DeviceFree {
    void operator()(std::byte* memory) const noexcept { cudaFree(memory); }
};
using DeviceMemory = std::unique_ptr<std::byte, DeviceFree>;

struct PinnedFree {
    void operator()(std::byte* memory) const noexcept { cudaFreeHost(memory); }
};
/// Memory of the host that a device reads and writes beside it.
using PinnedMemory = std::unique_ptr<std::byte, PinnedFree>;

/// Throws EngineError(OutOfMemory).
inline PinnedMemory allocatePinned(std::size_t bytes, unsigned flags = cudaHostAllocDefault)
{
    void* memory = nullptr;
    check(cudaHostAlloc(&memory, bytes, flags), "allocating pinned memory");
    return PinnedMemory(static_cast<std::byte*>(memory));
}

/// Throws EngineError(OutOfMemory).
inline DeviceMemory allocateDevice(std::size_t bytes)
{
    void* memory = nullptr;
    check(cudaMalloc(&memory, bytes), "allocating device memory");
    return DeviceMemory(static_cast<std::byte*>(memory));
}

} // namespace lb::engine::cuda
