#pragma once

#include "tests/support/cuda_on_host/cuda_runtime.h"
#include "tests/support/cuda_on_host/fiber.h"
#include "tests/support/cuda_on_host/memory_checks.h"

#include <memory>
#include <string>
#include <vector>

namespace lb::cuda_on_host {

/// Runs the blocks of a launch one after another, each thread on a fiber of its own. Stops at the first fault.
class BlockRunner {
public:
    explicit BlockRunner(DeviceMemory& memory);
    ~BlockRunner();
    /// What was wrong, or nothing.
    std::string run(const cudaLaunchConfig_t& config, const BoundKernel& kernel);

    // What the code of kernels asks, through device_thread.h and instrumentation.cpp.
    static BlockRunner* s_running; ///< while a thread of a kernel runs
    void barrier() { wait(State::AtBarrier); }
    std::uint64_t exchange(unsigned mask, std::uint64_t bits, int source);
    unsigned ballot(unsigned mask, bool bit);
    void access(const void* address, std::size_t bytes, DeviceMemory::Kind kind);
    uint3 threadIndex() const { return m_threads[m_current].index; }
    uint3 blockIndex() const { return m_block; }
    uint3 blockExtents() const { return m_blockExtents; }
    uint3 gridExtents() const { return m_gridExtents; }
    int lane() const { return static_cast<int>(m_current % 32); }

private:
    enum class State { Fresh, Ready, AtBarrier, AtExchange, Done };
    struct Warp {
        unsigned exists = 0, arrived = 0;
        std::uint16_t syncs = 0;
        std::uint64_t brought[2][32] = {};
    };
    struct Thread {
        State state = State::Fresh;
        uint3 index{};
        unsigned wanted = 0; ///< lanes that it waits for
    };

    void runBlock();
    bool releaseBarrier();
    void resume(std::size_t thread);
    void wait(State state);
    [[noreturn]] void abandon(std::string fault);
    unsigned arrive(unsigned mask, std::uint64_t bits);
    Warp& warp() { return m_warps[m_current / 32]; }
    std::string place() const;
    static void threadEntry();

    DeviceMemory& m_memory;
    std::vector<std::unique_ptr<Fiber>> m_fibers;
    std::vector<Thread> m_threads;
    std::vector<Warp> m_warps;
    std::size_t m_current = 0;
    uint3 m_block{}, m_blockExtents{}, m_gridExtents{};
    Accessor m_accessor{.interval = 1};
    const BoundKernel* m_kernel = nullptr;
    std::string m_fault;
};

} // namespace lb::cuda_on_host
