#pragma once

#include <bit>
#include <cstdint>
#include <string>

namespace lb::tests {

/// Fields of a sentencepiece model as protocol buffers write them: valid ones and ones that no program writes.
inline std::string varint(std::uint64_t value)
{
    std::string bytes;
    for (; value >= 0x80; value >>= 7)
        bytes.push_back(static_cast<char>(value | 0x80));
    bytes.push_back(static_cast<char>(value));
    return bytes;
}

inline std::string field(std::uint64_t number, const std::string& message)
{
    return varint(number << 3 | 2) + varint(message.size()) + message;
}

inline std::string number(std::uint64_t which, std::uint64_t value)
{
    return varint(which << 3) + varint(value);
}

inline std::string score(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    std::string bytes(1, static_cast<char>(2 << 3 | 5));
    for (int shift = 0; shift < 32; shift += 8)
        bytes.push_back(static_cast<char>(bits >> shift));
    return bytes;
}

inline std::string piece(const std::string& text, std::uint64_t type = 1, float value = -1.0F)
{
    return field(1, field(1, text) + score(value) + (type == 1 ? std::string() : number(3, type)));
}

} // namespace lb::tests
