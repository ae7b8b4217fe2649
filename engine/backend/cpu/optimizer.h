#pragma once

#include "engine/backend/optimizer_kernels.h"

namespace lb::engine::cpu {

/// One-pass updates on `threads` threads. The contract's plain functions cannot carry a thread count, so there is one
/// set of them per count up to kMaxUpdateThreads; more threads would not make memory faster.
OptimizerKernels optimizerKernels(int threads);
constexpr int kMaxUpdateThreads = 32;

} // namespace lb::engine::cpu
