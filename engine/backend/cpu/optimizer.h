#pragma once

#include "engine/backend/optimizer_kernels.h"

#include <memory>

namespace lb::engine::cpu {

/// One-pass updates on `threads` threads.
std::unique_ptr<OptimizerKernels> optimizerKernels(int threads);

} // namespace lb::engine::cpu
