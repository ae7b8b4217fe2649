#pragma once

#include "engine/core/error.h"

namespace lb::engine {

/// The device does not answer any more, whatever this process asks of it, and what was in its memory is gone. Only
/// another process can go on, from what was saved.
class DeviceLost : public EngineError {
public:
    explicit DeviceLost(const std::string& detail)
        : EngineError(ErrorKind::Internal, detail)
    {
    }
};

} // namespace lb::engine
