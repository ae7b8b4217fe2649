#pragma once

#include "engine/backend/backend.h"

#include <memory>

namespace lb::engine {

/// Kernels on GPU number `device`, F32, one stream. Throws EngineError when the device does not answer. Everyone
/// outside of this folder comes by way of CudaLibrary (engine/backend/cuda_library.h).
std::unique_ptr<Backend> makeCudaBackend(int device);

} // namespace lb::engine
