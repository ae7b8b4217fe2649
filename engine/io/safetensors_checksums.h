#pragma once

#include "engine/core/error.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace lb::engine {

/// Metadata keys of the checksums. A file has both or none: otherwise one flipped bit in a key would switch a check
/// off.
constexpr std::string_view kTensorChecksumsKey = "lb.crc32";
/// CRC-32 of the whole header with the eight digits of this entry read as zeros.
constexpr std::string_view kHeaderChecksumKey = "lb.header_crc32";

/// CRC-32 as zlib computes it; `before` is that of the bytes before these.
std::uint32_t checksumOf(std::span<const std::byte> bytes, std::uint32_t before = 0);

/// Eight lower-case hexadecimal digits.
std::string checksumText(std::uint32_t checksum);

/// Reads {"name": "0123abcd", ...}.
Result<std::map<std::string, std::uint32_t>> parseChecksums(std::string_view json);

/// The header has a place for its own checksum, in the form sealHeader writes.
bool hasHeaderSeal(std::string_view header);

/// Fills in the header's checksum at its place; there must be one.
void sealHeader(std::string& header);

/// Corrupt unless the header carries its right checksum in the form sealHeader writes.
Result<void> checkHeaderSeal(std::string_view header);

} // namespace lb::engine
