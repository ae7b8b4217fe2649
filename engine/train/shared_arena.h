#pragma once

#include "engine/backend/backend.h"

#include <cstdint>
#include <memory>

namespace lb::engine {

/// Memory in which programs take turns: as large as the largest of them needs, not as all of them together. What a
/// program holds there (inputs, outputs) lasts until another program of the arena is filled or run. One thread.
class SharedArena {
public:
    explicit SharedArena(Backend& backend)
        : m_backend(backend)
    {
    }
    /// At least `bytes` from now on. Growing frees the old memory first, so the content is lost and the address moves:
    /// programs notice by the generation. Throws EngineError(OutOfMemory).
    void reserve(std::size_t bytes);
    std::byte* data() const { return m_buffer ? m_buffer->data() : nullptr; }
    std::size_t bytes() const { return m_buffer ? m_buffer->bytes() : 0; }
    /// Changes whenever the address does.
    std::uint64_t generation() const { return m_generation; }

private:
    Backend& m_backend;
    std::unique_ptr<Buffer> m_buffer;
    std::uint64_t m_generation = 0;
};

} // namespace lb::engine
