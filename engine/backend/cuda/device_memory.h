#pragma once

#include "engine/backend/cuda/cuda_call.h"

#include <cstddef>
#include <memory>

namespace lb::engine::cuda {

struct DeviceFree {
    void operator()(std::byte* memory) const noexcept { cudaFree(memory); }
};
using DeviceMemory = std::unique_ptr<std::byte, DeviceFree>;

/// Throws EngineError(OutOfMemory).
inline DeviceMemory allocateDevice(std::size_t bytes)
{
    void* memory = nullptr;
    check(cudaMalloc(&memory, bytes), "allocating device memory");
    return DeviceMemory(static_cast<std::byte*>(memory));
}

} // namespace lb::engine::cuda
