#pragma once

#include <cstdint>

#include <cuda_runtime.h>

namespace lb::engine::cuda {

using Index = std::int64_t;

/// Throws EngineError with the runtime's own text: OutOfMemory, or Internal for everything else, such as a fault of a
/// kernel, after which the device answers nothing any more. `what` completes "CUDA: ... failed".
void check(cudaError_t error, const char* what);

} // namespace lb::engine::cuda
