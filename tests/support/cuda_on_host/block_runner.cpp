#include "tests/support/cuda_on_host/block_runner.h"

#include <algorithm>

namespace lb::cuda_on_host {

BlockRunner* BlockRunner::s_running = nullptr;

BlockRunner::BlockRunner(DeviceMemory& memory)
    : m_memory(memory)
{
}

BlockRunner::~BlockRunner() = default;

std::string BlockRunner::run(const cudaLaunchConfig_t& config, const BoundKernel& kernel)
{
    const dim3 block = config.blockDim, grid = config.gridDim;
    const std::size_t threads = std::size_t{block.x} * block.y * block.z;
    m_blockExtents = {block.x, block.y, block.z};
    m_gridExtents = {grid.x, grid.y, grid.z};
    m_kernel = &kernel;
    m_fault.clear();
    m_threads.assign(threads, {});
    for (std::size_t i = 0; i < threads; ++i)
        m_threads[i].index = {static_cast<unsigned>(i % block.x), static_cast<unsigned>(i / block.x % block.y),
                              static_cast<unsigned>(i / block.x / block.y)};
    while (m_fibers.size() < threads)
        m_fibers.push_back(std::make_unique<Fiber>());
    m_memory.setSharedBytes(config.dynamicSmemBytes);
    m_memory.setArguments(kernel.arguments.get(), kernel.bytes);
    m_accessor.launchBegan = ++m_accessor.interval;
    for (unsigned z = 0; z < grid.z; ++z)
        for (unsigned y = 0; y < grid.y; ++y)
            for (unsigned x = 0; x < grid.x && m_fault.empty(); ++x) {
                m_block = {x, y, z};
                runBlock();
            }
    return m_fault;
}

void BlockRunner::runBlock()
{
    m_accessor.blockBegan = ++m_accessor.interval;
    m_warps.assign((m_threads.size() + 31) / 32, {});
    for (std::size_t i = 0; i < m_threads.size(); ++i) {
        m_threads[i].state = State::Fresh;
        m_warps[i / 32].exists |= 1U << i % 32;
    }
    for (bool isMoving = true; isMoving;) {
        isMoving = false;
        for (std::size_t i = 0; i < m_threads.size(); ++i)
            if (m_threads[i].state == State::Fresh || m_threads[i].state == State::Ready) {
                isMoving = true;
                resume(i);
                if (!m_fault.empty())
                    return;
            }
        isMoving = isMoving || releaseBarrier();
    }
}

/// When nobody can go on: all at the barrier, or all done. Anything else is a fault.
bool BlockRunner::releaseBarrier()
{
    const auto count = [&](State state) {
        return static_cast<std::size_t>(std::count_if(m_threads.begin(), m_threads.end(),
                                                      [state](const Thread& thread) { return thread.state == state; }));
    };
    const std::size_t waiting = count(State::AtBarrier), done = count(State::Done);
    if (done == m_threads.size())
        return false;
    if (waiting < m_threads.size()) {
        m_fault = place() + std::to_string(waiting) + " threads wait at a barrier, " + std::to_string(done) +
                  " have returned, " + std::to_string(m_threads.size() - waiting - done) +
                  " wait for lanes of their warp";
        return false;
    }
    ++m_accessor.interval;
    for (Thread& thread : m_threads)
        thread.state = State::Ready;
    return true;
}

void BlockRunner::resume(std::size_t thread)
{
    m_current = thread;
    if (m_threads[thread].state == State::Fresh)
        m_fibers[thread]->begin(threadEntry);
    m_threads[thread].state = State::Ready;
    s_running = this;
    m_fibers[thread]->resume();
    s_running = nullptr;
}

void BlockRunner::threadEntry()
{
    BlockRunner& self = *s_running;
    self.m_kernel->call(self.m_kernel->arguments.get());
    self.wait(State::Done);
}

void BlockRunner::wait(State state)
{
    m_threads[m_current].state = state;
    m_fibers[m_current]->leave();
}

/// The launch ends here; the fibers' stacks are simply used again.
void BlockRunner::abandon(std::string fault)
{
    m_fault = place() + std::move(fault);
    for (;;)
        wait(State::Done);
}

std::string BlockRunner::place() const
{
    const uint3 thread = m_threads[m_current].index;
    return "block (" + std::to_string(m_block.x) + ", " + std::to_string(m_block.y) + ", " + std::to_string(m_block.z) +
           "), thread (" + std::to_string(thread.x) + ", " + std::to_string(thread.y) + ", " +
           std::to_string(thread.z) + "): ";
}

/// Waits for the lanes of `mask`. Two exchanges of a lane use different slots, for others may still read the first.
unsigned BlockRunner::arrive(unsigned mask, std::uint64_t bits)
{
    Warp& mine = warp();
    mask &= mine.exists;
    if (!(mask >> lane() & 1))
        abandon("a lane that its own mask leaves out");
    const unsigned slot = mine.syncs % 2U;
    mine.brought[slot][lane()] = bits;
    mine.arrived |= 1U << lane();
    m_threads[m_current].wanted = mask;
    if ((mine.arrived & mask) != mask) {
        wait(State::AtExchange);
        return slot;
    }
    mine.arrived &= ~mask;
    ++mine.syncs;
    const std::size_t first = m_current / 32 * 32;
    for (std::size_t i = first; i < std::min(first + 32, m_threads.size()); ++i)
        if (mask >> (i - first) & 1) {
            if (m_threads[i].wanted != mask)
                abandon("lanes of one warp meet with different masks");
            m_threads[i].state = State::Ready;
        }
    return slot;
}

std::uint64_t BlockRunner::exchange(unsigned mask, std::uint64_t bits, int source)
{
    const unsigned slot = arrive(mask, bits);
    if (!(warp().exists & mask) || !((warp().exists & mask) >> source & 1))
        return bits;
    return warp().brought[slot][source];
}

unsigned BlockRunner::ballot(unsigned mask, bool bit)
{
    const unsigned slot = arrive(mask, bit);
    unsigned result = 0;
    for (unsigned i = 0; i < 32; ++i)
        if ((mask & warp().exists) >> i & 1)
            result |= static_cast<unsigned>(warp().brought[slot][i] != 0) << i;
    return result;
}

void BlockRunner::access(const void* address, std::size_t bytes, DeviceMemory::Kind kind)
{
    if (m_fibers[m_current]->holds(address))
        return;
    m_accessor.thread = static_cast<std::uint16_t>(m_current);
    m_accessor.warpSyncs = warp().syncs;
    if (m_memory.check(address, bytes, kind, m_accessor))
        return;
    const char* const word = kind == DeviceMemory::Kind::Read ? "reads " : "writes ";
    abandon(word + std::to_string(bytes) + " bytes: " + m_memory.fault());
}

uint3 threadIndex()
{
    return BlockRunner::s_running->threadIndex();
}
uint3 blockIndex()
{
    return BlockRunner::s_running->blockIndex();
}
uint3 blockExtents()
{
    return BlockRunner::s_running->blockExtents();
}
uint3 gridExtents()
{
    return BlockRunner::s_running->gridExtents();
}
int laneIndex()
{
    return BlockRunner::s_running->lane();
}
void blockBarrier()
{
    BlockRunner::s_running->barrier();
}
std::uint64_t exchange(unsigned mask, std::uint64_t bits, int source)
{
    return BlockRunner::s_running->exchange(mask, bits, source);
}
unsigned ballot(unsigned mask, bool bit)
{
    return BlockRunner::s_running->ballot(mask, bit);
}
void checkAtomic(const void* address, std::size_t bytes)
{
    BlockRunner::s_running->access(address, bytes, DeviceMemory::Kind::Atomic);
}

} // namespace lb::cuda_on_host
