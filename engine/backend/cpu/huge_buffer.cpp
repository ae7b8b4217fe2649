#include "engine/backend/cpu/huge_buffer.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <string>
#include <thread>
#include <vector>

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
        touch(result, wanted);
        return result;
    }

    /// Takes every page now, so that no step waits for one. The system clears pages on the thread that asks for them,
    /// in a virtual machine also twice: several threads halve a start with hundreds of megabytes.
    static void touch(std::byte* begin, std::size_t bytes)
    {
        constexpr std::size_t kPage = 4096;
        constexpr std::size_t kWorthAThread = std::size_t{2} << 20; // cold, a virtual machine takes some 5 ms for them
        constexpr std::size_t kMostThreads = 8;
        const auto some = [=](std::size_t from, std::size_t to) {
            for (std::size_t at = from; at < to; at += kPage)
                static_cast<volatile std::byte&>(begin[at]) = std::byte{0};
        };
        const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
        const std::size_t threads = std::clamp<std::size_t>(bytes / kWorthAThread, 1, std::min(cores, kMostThreads));
        const std::size_t share = bytes / threads / kHugePage * kHugePage;
        std::vector<std::jthread> others;
        for (std::size_t i = 1; i < threads; ++i)
            others.emplace_back(some, i * share, i + 1 == threads ? bytes : (i + 1) * share);
        some(0, threads == 1 ? bytes : share);
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
