#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace lb::cuda_on_host {

/// Who touches memory, in the words that the checks need.
struct Accessor {
    std::uint32_t interval = 0;   ///< counts barriers, blocks and launches: equal only between two barriers of a block
    std::uint32_t blockBegan = 0; ///< the interval in which the block began
    std::uint32_t launchBegan = 0;
    std::uint16_t thread = 0;    ///< in its block
    std::uint16_t warpSyncs = 0; ///< exchanges and __syncwarp's of its warp so far
};

/// Device memory that is a range of this process, with guard zones around each block and a shadow of who read and wrote
/// what when. Kernels' loads and stores come here (see instrumentation.cpp); a text says what is wrong with one.
class DeviceMemory {
public:
    static constexpr std::size_t kSharedBytes = 228 << 10;

    DeviceMemory();
    DeviceMemory(const DeviceMemory&) = delete;
    DeviceMemory& operator=(const DeviceMemory&) = delete;

    /// Null when it does not fit into totalBytes(). Not initialised, so far as the checks are concerned.
    void* allocate(std::size_t bytes);
    bool free(void* memory);
    /// Whether [memory, memory + bytes) is inside of one block.
    bool holds(const void* memory, std::size_t bytes) const;
    /// The host, or a copy, wrote it.
    void markWritten(const void* memory, std::size_t bytes);
    std::size_t usedBytes() const { return m_used; }
    /// The most that was used at once, from `watchMost` on.
    std::size_t mostBytes() const { return m_most; }
    void watchMost() { m_most = m_used; }
    static std::size_t totalBytes() { return std::size_t{4} << 30; }

    void allowHost(const void* memory, std::size_t bytes) { m_host[static_cast<const char*>(memory)] = bytes; }
    bool isPinned(const void* memory) const;
    void disallowHost(const void* memory) { m_host.erase(static_cast<const char*>(memory)); }

    /// Shared memory of the running launch.
    void setSharedBytes(std::size_t bytes) { m_sharedBytes = bytes; }
    /// What the running kernel's arguments are, for they may be read.
    void setArguments(const void* arguments, std::size_t bytes)
    {
        m_arguments = static_cast<const char*>(arguments);
        m_argumentBytes = bytes;
    }

    enum class Kind { Read, Write, Atomic };
    /// Whether all is well; else `fault()` says what is not.
    bool check(const void* address, std::size_t bytes, Kind kind, const Accessor& by);
    const std::string& fault() const { return m_fault; }

private:
    /// Of 4 bytes.
    struct Cell {
        std::uint32_t written = 0; ///< interval; 0: never
        std::uint16_t writer = 0, writerSyncs = 0;
        std::uint32_t read = 0;
        std::uint16_t reader = 0, readerSyncs = 0; ///< thread, or kWarp | warp, or kMany
    };
    static constexpr std::uint16_t kWarp = 0x8000, kMany = 0xFFFF;

    bool checkShared(std::size_t offset, std::size_t bytes, Kind kind, const Accessor& by);
    bool checkHeap(std::size_t offset, std::size_t bytes, Kind kind, const Accessor& by);
    bool checkHost(const char* at, std::size_t bytes, Kind kind);
    bool checkCells(Cell* cells, std::size_t offset, std::size_t bytes, Kind kind, const Accessor& by, bool isShared);
    bool checkRead(Cell& cell, const Accessor& by, bool isShared);
    bool checkWrite(Cell& cell, const Accessor& by, bool isShared);
    bool isWrong(std::string fault)
    {
        m_fault = std::move(fault);
        return false;
    }
    static bool isOrdered(std::uint16_t other, std::uint16_t syncs, const Accessor& by);
    bool isReadOnlyData(const char* at) const;

    char* m_heap;
    Cell* m_cells; ///< of the heap
    std::size_t m_next = 0;
    std::size_t m_used = 0, m_most = 0;
    std::map<std::size_t, std::size_t> m_blocks;                 ///< offset -> bytes
    std::multimap<std::size_t, std::size_t> m_freed;             ///< bytes -> offset
    std::size_t m_lastBegin = 0, m_lastBytes = 0;                ///< the block that was hit last
    std::map<const char*, std::size_t> m_host;                   ///< pinned memory
    std::vector<std::pair<const char*, const char*>> m_readOnly; ///< segments of programs and libraries
    std::vector<Cell> m_sharedCells;
    std::size_t m_sharedBytes = 0;
    const char* m_arguments = nullptr;
    std::size_t m_argumentBytes = 0;
    std::string m_fault;
};

} // namespace lb::cuda_on_host

/// The block's shared memory, under the name that engine/backend/cuda/launch.h declares.
extern unsigned char latentbenchShared[lb::cuda_on_host::DeviceMemory::kSharedBytes];
