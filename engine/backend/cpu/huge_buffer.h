#pragma once

#include "engine/backend/backend.h"

namespace lb::engine::cpu {

/// Zeroed and touched memory on 64-byte boundaries. From 2 MiB on it comes in huge pages where the system has them:
/// a step walks through all of its arena, and with 4 KiB pages the processor would look up addresses half of the time.
/// Throws EngineError(OutOfMemory).
std::unique_ptr<Buffer> allocateHugeBuffer(std::size_t bytes);
/// Bytes of memory that such a buffer takes.
std::size_t hugeBufferBytes(std::size_t bytes);

} // namespace lb::engine::cpu
