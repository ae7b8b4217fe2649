#pragma once

#include "engine/backend/kernel.h"

namespace lb::engine {

/// y[i] = x[i] rounded to bfloat16, on a host.
using Bf16Rounder = void (*)(const void* context, const float* x, float* y, std::int64_t count);

/// Wraps the kernels of all product ops in `table`: nodes that choosePrecision marked get operands rounded to bfloat16
/// in scratch, and the wrapped kernel works on those in F32. So every backend computes the same numbers, also where the
/// processor has no bfloat16 products; it is slower there than F32. `context` is handed to `round` and must outlive the
/// kernels.
void roundMarkedProducts(KernelTable& table, Bf16Rounder round, const void* context);
/// The same for one kernel; null stays null.
std::unique_ptr<Kernel> withRoundedOperands(std::unique_ptr<Kernel> kernel, const Graph& graph, const Node& node,
                                            Bf16Rounder round, const void* context);

/// A plain loop; needs no context.
void roundPlainly(const void* context, const float* x, float* y, std::int64_t count);

} // namespace lb::engine
