#pragma once

#include "engine/backend/cuda/cuda_kernel.h"

namespace lb::engine::cuda {

/// Puts kernels for products of few rows by a matrix, as a text written word by word makes them, before the table's
/// own "linear" and "matmul": they read the weights once, as they are stored. The context must outlive the table.
void addFewRowKernels(KernelTable& table, Context& context);

} // namespace lb::engine::cuda
