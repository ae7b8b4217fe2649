#pragma once

#include "engine/backend/kernel.h"

#include <cstdint>
#include <initializer_list>

namespace lb::engine {

/// y[i] = the bfloat16 whose bits x[i] has, as F32, in a backend's memory.
using Bf16Widener = void (*)(const void* context, const std::uint16_t* x, float* y, std::int64_t count);

/// Wraps the kernels of `ops`, whose weights may be stored in bfloat16 (storeWeightsInBf16): those get them as F32, in
/// scratch. Simple and slow. `context` is handed to `widen` and must outlive the kernels.
void widenStoredWeights(KernelTable& table, std::initializer_list<const char*> ops, Bf16Widener widen,
                        const void* context);

/// A plain loop on a host; needs no context.
void widenPlainly(const void* context, const std::uint16_t* x, float* y, std::int64_t count);

} // namespace lb::engine
