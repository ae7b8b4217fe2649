#pragma once

#include "engine/backend/backend.h"

#include <cstdint>

namespace lb::experiments {

/// What a device reaches at best, measured through its backend in this process: the bars that workloads are compared
/// with.
struct DeviceCeiling {
    double matmul = 0;            ///< FLOP/s of a square F32 product
    double stream = 0;            ///< bytes/s, read and written, of a copy inside of its memory
    std::int64_t matmulSize = 0;  ///< of which this was measured: as large as takes a while, 8192 at most
    std::int64_t streamBytes = 0; ///< 1 GiB at most
};

/// A second or two. Throws EngineError where the device does not answer.
DeviceCeiling measureCeiling(engine::Backend& backend);

} // namespace lb::experiments
