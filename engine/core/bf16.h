#pragma once

#include <bit>
#include <cstdint>

namespace lb::engine {

/// The bits of the bfloat16 that is nearest to x, of two the even one. NaN stays NaN, what is too large becomes
/// infinite. bfloat16 is the upper half of an IEEE 754 binary32: 8 bits of exponent, 7 of fraction.
constexpr std::uint16_t toBf16(float x)
{
    const auto bits = std::bit_cast<std::uint32_t>(x);
    constexpr std::uint32_t kQuiet = 0x40, kHalf = 0x7FFF, kSignless = 0x7FFFFFFF, kInfinity = 0x7F800000;
    if ((bits & kSignless) > kInfinity)
        return static_cast<std::uint16_t>(bits >> 16 | kQuiet);
    return static_cast<std::uint16_t>((bits + kHalf + (bits >> 16 & 1)) >> 16);
}

constexpr float fromBf16(std::uint16_t bits)
{
    return std::bit_cast<float>(std::uint32_t{bits} << 16);
}

/// x as bfloat16 has it.
constexpr float roundToBf16(float x)
{
    return fromBf16(toBf16(x));
}

} // namespace lb::engine
