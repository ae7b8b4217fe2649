#include "engine/backend/reference/host_buffer.h"

#include "engine/core/error.h"

#include <cstring>
#include <new>

namespace lb::engine {

namespace {

constexpr std::align_val_t kAlignment{64};

class HostBuffer : public Buffer {
public:
    HostBuffer(std::byte* data, std::size_t bytes)
        : Buffer(data, bytes)
    {
    }
    ~HostBuffer() override { ::operator delete(data(), kAlignment); }
};

} // namespace

std::unique_ptr<Buffer> allocateHostBuffer(std::size_t bytes)
{
    void* const memory = ::operator new(bytes, kAlignment, std::nothrow);
    if (!memory)
        throw EngineError(ErrorKind::OutOfMemory, "cannot allocate " + std::to_string(bytes) + " bytes");
    std::memset(memory, 0, bytes);
    return std::make_unique<HostBuffer>(static_cast<std::byte*>(memory), bytes);
}

} // namespace lb::engine
