#pragma once

#include "engine/backend/backend.h"

namespace lb::engine {

/// Main memory, 64-byte aligned, zero-filled and touched. Throws EngineError(OutOfMemory), naming the size.
std::unique_ptr<Buffer> allocateHostBuffer(std::size_t bytes);

} // namespace lb::engine
