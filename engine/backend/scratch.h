#pragma once

#include <cstddef>

namespace lb::engine {

/// Bytes rounded up to whole cache lines: where the next part of a kernel's scratch may begin.
constexpr std::size_t scratchAligned(std::size_t bytes)
{
    constexpr std::size_t kLine = 64;
    return (bytes + kLine - 1) / kLine * kLine;
}

} // namespace lb::engine
