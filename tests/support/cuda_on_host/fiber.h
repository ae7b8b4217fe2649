#pragma once

#include <cstddef>

namespace lb::cuda_on_host {

/// A stack that code runs on until it switches away. One thread of the host runs all fibers.
class Fiber {
public:
    static constexpr std::size_t kStackBytes = 64 << 10;

    Fiber();
    ~Fiber();
    Fiber(const Fiber&) = delete;
    Fiber& operator=(const Fiber&) = delete;
    /// From here on a `resume` begins `entry`, which must never return; what ran before is forgotten.
    void begin(void (*entry)());
    /// Runs it until it calls `leave`.
    void resume();
    /// Called on the fiber: back to whoever resumed it.
    void leave();
    bool holds(const void* address) const
    {
        const auto* at = static_cast<const char*>(address);
        return at >= m_stack && at < m_stack + kStackBytes;
    }

private:
    char* m_stack;
    void* m_pointer = nullptr; ///< of its stack while it does not run
    void* m_resumer = nullptr; ///< of the stack of who resumed it
};

} // namespace lb::cuda_on_host
