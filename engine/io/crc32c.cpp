#include "engine/io/crc32c.h"

#include <array>
#include <bit>
#include <cstring>

namespace lb::engine {

namespace {

static_assert(std::endian::native == std::endian::little, "eight bytes at a time are taken in this order");

constexpr std::size_t kSlices = 8;
using Table = std::array<std::array<std::uint32_t, 256>, kSlices>;

/// Entry [k][b]: what byte b does to the sum when k more bytes follow it.
constexpr Table makeTable()
{
    Table table{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t sum = byte;
        for (int bit = 0; bit < 8; ++bit)
            sum = sum >> 1 ^ (sum & 1 ? 0x82F63B78U : 0U);
        table[0][byte] = sum;
    }
    for (std::size_t k = 1; k < kSlices; ++k)
        for (std::size_t byte = 0; byte < 256; ++byte)
            table[k][byte] = table[k - 1][byte] >> 8 ^ table[0][table[k - 1][byte] & 0xFF];
    return table;
}

constexpr Table kTable = makeTable();

} // namespace

std::uint32_t crc32c(std::span<const std::byte> bytes, std::uint32_t before)
{
    std::uint32_t sum = ~before;
    for (; bytes.size() >= kSlices; bytes = bytes.subspan(kSlices)) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data(), sizeof word);
        word ^= sum;
        sum = 0;
        for (std::size_t k = 0; k < kSlices; ++k)
            sum ^= kTable[kSlices - 1 - k][word >> (8 * k) & 0xFF];
    }
    for (const std::byte byte : bytes)
        sum = sum >> 8 ^ kTable[0][(sum ^ static_cast<std::uint32_t>(byte)) & 0xFF];
    return ~sum;
}

} // namespace lb::engine
