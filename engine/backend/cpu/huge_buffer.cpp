#include "engine/backend/cpu/huge_buffer.h"

#include "engine/core/error.h"

#include <cstring>
#include <new>
#include <string>

#include <sys/mman.h>

namespace lb::engine::cpu {

namespace {

constexpr std::align_val_t kAlignment{64};
constexpr std::size_t kHugePage = std::size_t{2} << 20;

[[noreturn]] void throwOutOfMemory(std::size_t bytes)
{
    throw EngineError(ErrorKind::OutOfMemory, "cannot allocate " + std::to_string(bytes) + " bytes");
}

class SmallBuffer : public Buffer {
public:
    explicit SmallBuffer(std::size_t bytes)
        : Buffer(zeroed(bytes), bytes)
    {
    }
    ~SmallBuffer() override { ::operator delete(data(), kAlignment); }

private:
    static std::byte* zeroed(std::size_t bytes)
    {
        void* const memory = ::operator new(bytes, kAlignment, std::nothrow);
        if (!memory)
            throwOutOfMemory(bytes);
        std::memset(memory, 0, bytes);
        return static_cast<std::byte*>(memory);
    }
};

/// A mapping of whole huge pages. The kernel aligns no mapping by itself, so one page more is taken and cut off.
class MappedBuffer : public Buffer {
public:
    explicit MappedBuffer(std::size_t bytes)
        : Buffer(mapped(bytes), bytes)
    {
    }
    ~MappedBuffer() override { munmap(data(), mappedBytes(bytes())); }

private:
    static std::size_t mappedBytes(std::size_t bytes) { return (bytes + kHugePage - 1) / kHugePage * kHugePage; }

    static std::byte* mapped(std::size_t bytes)
    {
        const std::size_t wanted = mappedBytes(bytes);
        if (wanted < bytes || wanted + kHugePage < wanted)
            throwOutOfMemory(bytes);
        void* const memory =
            mmap(nullptr, wanted + kHugePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED)
            throwOutOfMemory(bytes);
        auto* const begin = static_cast<std::byte*>(memory);
        const std::size_t before = (kHugePage - reinterpret_cast<std::uintptr_t>(begin) % kHugePage) % kHugePage;
        if (before > 0)
            munmap(begin, before);
        if (before < kHugePage)
            munmap(begin + before + wanted, kHugePage - before);
        std::byte* const result = begin + before;
        madvise(result, wanted, MADV_HUGEPAGE); // only advice: without huge pages it works all the same
        for (std::size_t at = 0; at < wanted; at += 4096)
            static_cast<volatile std::byte&>(result[at]) = std::byte{0};
        return result;
    }
};

} // namespace

std::size_t hugeBufferBytes(std::size_t bytes)
{
    return bytes < kHugePage ? bytes : (bytes + kHugePage - 1) / kHugePage * kHugePage;
}

std::unique_ptr<Buffer> allocateHugeBuffer(std::size_t bytes)
{
    if (bytes < kHugePage)
        return std::make_unique<SmallBuffer>(bytes);
    return std::make_unique<MappedBuffer>(bytes);
}

} // namespace lb::engine::cpu
