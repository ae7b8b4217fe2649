#pragma once

#include <cstdint>

#include <cuda_runtime.h>

namespace lb::engine::cuda {

using Index = std::int64_t;

/// Throws EngineError with the runtime's own text: OutOfMemory, DeviceLost for a fault of the device or of a
/// kernel, after which nothing works any more, or Internal for everything else. `what` completes "CUDA: ... failed".
void check(cudaError_t error, const char* what);

} // namespace lb::engine::cuda
