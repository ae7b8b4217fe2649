#pragma once

#include <cstddef>
#include <span>

namespace lb::engine {

/// Bytes of the host that are to go to a device.
struct UploadPart {
    const void* host = nullptr;
    std::size_t bytes = 0;
};

/// Brings numbers to a device while that works on others. One thread.
class Upload {
public:
    virtual ~Upload() = default;
    /// The parts begin their way; what is at `host` may change when this returns. Takes the place of what was begun
    /// before, once all of its deliveries have happened. Throws EngineError(OutOfMemory).
    virtual void begin(std::span<const UploadPart> parts) = 0;
    /// Part `index` of what was begun last is copied to `to`, on the device, before what is launched later; any number
    /// of times. Throws EngineError(Internal) unless the part has so many bytes.
    virtual void deliver(std::size_t index, std::byte* to, std::size_t bytes) = 0;
};

} // namespace lb::engine
