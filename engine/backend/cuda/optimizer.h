#pragma once

#include "engine/backend/cuda/context.h"
#include "engine/backend/optimizer_kernels.h"

#include <memory>

namespace lb::engine::cuda {

/// Updates on the device; norms that a step needs inside stay there, nothing waits. The context must outlive
/// them.
std::unique_ptr<OptimizerKernels> optimizerKernels(Context& context);

} // namespace lb::engine::cuda
