#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace lb::engine {

/// CRC-32C (Castagnoli, reflected polynomial 0x82F63B78), the checksum of TensorFlow's files. `before` is the result
/// for the bytes that precede these: sums of pieces are sums of the whole.
std::uint32_t crc32c(std::span<const std::byte> bytes, std::uint32_t before = 0);

/// What TensorFlow stores instead of a sum, so that a sum of bytes that hold sums stays good: turned right by 15 bits,
/// plus 0xA282EAD8.
constexpr std::uint32_t maskedCrc32c(std::uint32_t sum)
{
    return (sum >> 15 | sum << 17) + 0xA282EAD8U;
}

} // namespace lb::engine
