#include "engine/core/philox.h"

namespace lb::engine {

std::uint32_t RandomStream::word()
{
    if (m_left == 0) {
        m_words = randomBlock(m_key, m_site, m_block++);
        m_left = 4;
    }
    return m_words[static_cast<std::size_t>(4 - m_left--)];
}

float RandomStream::normal()
{
    const std::uint32_t a = word();
    const std::uint32_t b = word();
    return normalPairFrom(a, b)[0]; // the second number is dropped: simplicity over speed in host code
}

std::uint32_t RandomStream::below(std::uint32_t bound)
{
    const std::uint32_t limit = 0xFFFFFFFFU - 0xFFFFFFFFU % bound;
    std::uint32_t value = word();
    while (value >= limit)
        value = word();
    return value % bound;
}

} // namespace lb::engine
