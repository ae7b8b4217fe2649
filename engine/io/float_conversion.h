#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace lb::engine {

/// The float of an IEEE 754 binary16's bits: every one of them has an exact float.
constexpr float fromF16(std::uint16_t bits)
{
    const std::uint32_t sign = std::uint32_t{bits & 0x8000U} << 16;
    const std::uint32_t exponent = bits >> 10 & 0x1FU;
    const std::uint32_t fraction = bits & 0x3FFU;
    if (exponent == 0) // zero and what is too small for an exponent: fraction x 2^-24
        return std::bit_cast<float>(sign | std::bit_cast<std::uint32_t>(static_cast<float>(fraction) * 0x1p-24F));
    const std::uint32_t wide = exponent == 0x1F ? 0xFFU : exponent + 127 - 15;
    return std::bit_cast<float>(sign | wide << 23 | fraction << 13);
}

/// F32, F16, BF16 and F64: the types whose tensors can be read as floats.
bool isFloatType(std::string_view dtype);

/// Converts little-endian numbers of a float type; `bytes` holds exactly out.size() of them. F64 is rounded to the
/// nearest float, and what no float can hold becomes infinite.
void convertToFloats(std::string_view dtype, std::span<const std::byte> bytes, std::span<float> out);

} // namespace lb::engine
