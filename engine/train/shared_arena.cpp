#include "engine/train/shared_arena.h"

namespace lb::engine {

void SharedArena::reserve(std::size_t bytes)
{
    if (m_buffer && m_buffer->bytes() >= bytes)
        return;
    m_buffer.reset();
    m_buffer = m_backend.allocate(bytes);
    ++m_generation;
}

} // namespace lb::engine
