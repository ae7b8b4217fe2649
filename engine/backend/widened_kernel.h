#pragma once

#include "engine/backend/kernel.h"

namespace lb::engine {

/// Wraps the kernels of the ops whose weights may be stored in bfloat16 (storeWeightsInBf16): those get them as F32, in
/// scratch, on a host. Simple and slow: the reference.
void widenStoredWeights(KernelTable& table);

} // namespace lb::engine
