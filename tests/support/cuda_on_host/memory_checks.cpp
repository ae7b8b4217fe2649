#include "tests/support/cuda_on_host/memory_checks.h"

#include <algorithm>
#include <new>

#include <link.h>
#include <sys/mman.h>

alignas(128) unsigned char latentbenchShared[lb::cuda_on_host::DeviceMemory::kSharedBytes];

namespace lb::cuda_on_host {

namespace {

constexpr std::size_t kHeapBytes = std::size_t{64} << 30; // addresses only: memory is taken when it is touched
constexpr std::size_t kGuard = 4096, kAlignment = 256, kPage = 4096;
constexpr std::uint32_t kHostInterval = 1; // what the host wrote, before any launch

template <class T>
T* reserve(std::size_t bytes)
{
    void* const memory =
        mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        throw std::bad_alloc();
    return static_cast<T*>(memory);
}

std::string threadText(std::uint16_t thread)
{
    return "thread " + std::to_string(thread);
}

int collectReadOnly(dl_phdr_info* info, std::size_t, void* result)
{
    auto& ranges = *static_cast<std::vector<std::pair<const char*, const char*>>*>(result);
    for (int i = 0; i < info->dlpi_phnum; ++i) {
        const auto& segment = info->dlpi_phdr[i];
        const auto* const begin = reinterpret_cast<const char*>(info->dlpi_addr + segment.p_vaddr);
        const bool isConstant = segment.p_type == PT_LOAD && !(segment.p_flags & PF_W);
        if (isConstant || segment.p_type == PT_GNU_RELRO)
            ranges.emplace_back(begin, begin + segment.p_memsz);
    }
    return 0;
}

} // namespace

DeviceMemory::DeviceMemory()
    : m_heap(reserve<char>(kHeapBytes))
    , m_cells(reserve<Cell>(kHeapBytes / 4 * sizeof(Cell)))
    , m_sharedCells(kSharedBytes / 4)
{
    dl_iterate_phdr(collectReadOnly, &m_readOnly);
}

void* DeviceMemory::allocate(std::size_t bytes)
{
    if (bytes > totalBytes() - m_used)
        return nullptr;
    std::size_t offset = m_next + kGuard;
    if (const auto found = m_freed.find(bytes); found != m_freed.end()) {
        offset = found->second;
        m_freed.erase(found);
    } else {
        m_next = (offset + bytes + kGuard + kPage - 1) / kPage * kPage;
        if (m_next > kHeapBytes)
            return nullptr;
    }
    static_assert(kGuard % kAlignment == 0);
    m_blocks[offset] = bytes;
    m_used += bytes;
    m_most = std::max(m_most, m_used);
    return m_heap + offset;
}

bool DeviceMemory::free(void* memory)
{
    const auto found = m_blocks.find(static_cast<std::size_t>(static_cast<char*>(memory) - m_heap));
    if (found == m_blocks.end())
        return false;
    const auto [offset, bytes] = *found;
    const std::size_t pages = (bytes + kPage - 1) / kPage * kPage;
    madvise(m_heap + offset, pages, MADV_DONTNEED); // offsets are whole pages
    madvise(m_cells + offset / 4, pages / 4 * sizeof(Cell), MADV_DONTNEED);
    m_freed.emplace(bytes, offset);
    m_used -= bytes;
    m_blocks.erase(found);
    m_lastBytes = 0;
    return true;
}

bool DeviceMemory::holds(const void* memory, std::size_t bytes) const
{
    const auto* const at = static_cast<const char*>(memory);
    if (at < m_heap || at >= m_heap + kHeapBytes)
        return false;
    const auto offset = static_cast<std::size_t>(at - m_heap);
    auto next = m_blocks.upper_bound(offset);
    return next != m_blocks.begin() && offset + bytes <= (--next)->first + next->second;
}

void DeviceMemory::markWritten(const void* memory, std::size_t bytes)
{
    const auto first = static_cast<std::size_t>(static_cast<const char*>(memory) - m_heap) / 4;
    for (std::size_t i = first; i < first + (bytes + 3) / 4; ++i)
        m_cells[i] = {.written = kHostInterval};
}

bool DeviceMemory::isReadOnlyData(const char* at) const
{
    return std::any_of(m_readOnly.begin(), m_readOnly.end(),
                       [at](const auto& range) { return at >= range.first && at < range.second; });
}

bool DeviceMemory::check(const void* address, std::size_t bytes, Kind kind, const Accessor& by)
{
    const auto* const at = static_cast<const char*>(address);
    const auto* const shared = reinterpret_cast<const char*>(latentbenchShared);
    if (reinterpret_cast<std::uintptr_t>(at) & (bytes - 1)) // a power of two
        return isWrong("an address of " + std::to_string(bytes) + " bytes is not a multiple of that");
    if (at >= shared && at < shared + kSharedBytes)
        return checkShared(static_cast<std::size_t>(at - shared), bytes, kind, by);
    if (at >= m_heap && at < m_heap + kHeapBytes)
        return checkHeap(static_cast<std::size_t>(at - m_heap), bytes, kind, by);
    return checkHost(at, bytes, kind);
}

bool DeviceMemory::checkHeap(std::size_t offset, std::size_t bytes, Kind kind, const Accessor& by)
{
    if (offset < m_lastBegin || offset + bytes > m_lastBegin + m_lastBytes) {
        auto next = m_blocks.upper_bound(offset);
        if (next == m_blocks.begin())
            return isWrong("no memory was allocated there");
        --next;
        if (offset + bytes > next->first + next->second)
            return isWrong(std::to_string(offset + bytes - next->first - next->second) +
                           " bytes past the end of a block of " + std::to_string(next->second) +
                           " bytes, or in front of the next one");
        m_lastBegin = next->first;
        m_lastBytes = next->second;
    }
    return checkCells(m_cells, offset, bytes, kind, by, false);
}

bool DeviceMemory::isPinned(const void* memory) const
{
    const char* const at = static_cast<const char*>(memory);
    return std::any_of(m_host.begin(), m_host.end(),
                       [at](const auto& block) { return at >= block.first && at < block.first + block.second; });
}

bool DeviceMemory::checkHost(const char* at, std::size_t bytes, Kind kind)
{
    const bool isArgument = at >= m_arguments && at + bytes <= m_arguments + m_argumentBytes;
    if (kind == Kind::Read && (isArgument || isReadOnlyData(at)))
        return true;
    for (const auto& [begin, size] : m_host)
        if (at >= begin && at + bytes <= begin + size)
            return true;
    return isWrong("the address is no device memory");
}

bool DeviceMemory::checkShared(std::size_t offset, std::size_t bytes, Kind kind, const Accessor& by)
{
    if (offset + bytes > m_sharedBytes)
        return isWrong("byte " + std::to_string(offset) + " of shared memory, of which the launch has " +
                       std::to_string(m_sharedBytes));
    return checkCells(m_sharedCells.data(), offset, bytes, kind, by, true);
}

bool DeviceMemory::checkCells(Cell* cells, std::size_t offset, std::size_t bytes, Kind kind, const Accessor& by,
                              bool isShared)
{
    for (std::size_t i = offset / 4; i <= (offset + bytes - 1) / 4; ++i) {
        Cell& cell = cells[i];
        if (kind == Kind::Atomic || (bytes < 4 && kind == Kind::Write)) { // neighbours may share these 4 bytes
            cell.written = std::max(cell.written, kHostInterval);
            continue;
        }
        if (!(kind == Kind::Read ? checkRead(cell, by, isShared) : checkWrite(cell, by, isShared)))
            return false;
    }
    return true;
}

/// Whether what `other` did, in the same interval, happened before what `by` does.
bool DeviceMemory::isOrdered(std::uint16_t other, std::uint16_t syncs, const Accessor& by)
{
    if (other == kMany)
        return false;
    const auto warp = static_cast<std::uint16_t>(by.thread / 32);
    if (other & kWarp)
        return (other & ~kWarp) == warp && syncs != by.warpSyncs;
    return other == by.thread || (other / 32 == warp && syncs != by.warpSyncs);
}

bool DeviceMemory::checkRead(Cell& cell, const Accessor& by, bool isShared)
{
    if (isShared ? cell.written < by.blockBegan : cell.written == 0)
        return isWrong("nothing was ever written there");
    if (cell.written == by.interval && !isOrdered(cell.writer, cell.writerSyncs, by))
        return isWrong(threadText(cell.writer) + " wrote it and no barrier stands between");
    if (cell.written >= by.launchBegan && cell.written < by.blockBegan)
        return isWrong("another block of the same launch wrote it");
    const auto warp = static_cast<std::uint16_t>(kWarp | by.thread / 32);
    if (cell.read != by.interval || (cell.readerSyncs != by.warpSyncs && isOrdered(cell.reader, cell.readerSyncs, by)))
        cell.reader = by.thread;
    else if (cell.reader != by.thread)
        cell.reader =
            cell.reader == warp || (!(cell.reader & kWarp) && cell.reader / 32 == by.thread / 32) ? warp : kMany;
    cell.read = by.interval;
    cell.readerSyncs = by.warpSyncs;
    return true;
}

bool DeviceMemory::checkWrite(Cell& cell, const Accessor& by, bool isShared)
{
    if (cell.written == by.interval && !isOrdered(cell.writer, cell.writerSyncs, by))
        return isWrong(threadText(cell.writer) + " wrote it too and no barrier stands between");
    if (cell.read == by.interval && !isOrdered(cell.reader, cell.readerSyncs, by))
        return isWrong((cell.reader & kWarp ? std::string("another thread") : threadText(cell.reader)) +
                       " read it and no barrier stands between");
    if (!isShared && ((cell.written >= by.launchBegan && cell.written < by.blockBegan) ||
                      (cell.read >= by.launchBegan && cell.read < by.blockBegan)))
        return isWrong("another block of the same launch wrote or read it");
    cell.written = by.interval;
    cell.writer = by.thread;
    cell.writerSyncs = by.warpSyncs;
    return true;
}

} // namespace lb::cuda_on_host
