#pragma once

#include "engine/core/error.h"
#include "engine/io/safetensors.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lb::engine {

/// Limits of the strict reader. The writer keeps them too, so that everything written can be read.
namespace safetensors_limits {
constexpr std::uint64_t kHeaderBytes = 100'000'000;
constexpr std::uint64_t kMetadataBytes = std::uint64_t{16} << 20;
constexpr std::size_t kTensors = 100'000;
constexpr std::size_t kMetadataEntries = 100'000;
constexpr std::size_t kRank = 8;
constexpr std::size_t kNameBytes = 512;
} // namespace safetensors_limits

/// Which element types are admitted: those StoredTensor lists, or every one of the format whose elements are whole
/// bytes (the causal masks in some foreign models are BOOL).
enum class ElementTypes { Stored, All };

/// Where a tensor's bytes lie, relative to the end of the header.
struct TensorEntry {
    std::string name;
    std::string dtype;
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

/// The JSON part of a file.
struct SafetensorsHeader {
    std::vector<TensorEntry> tensors;               ///< in the order of their bytes, without gaps from 0 to the end
    std::map<std::string, std::string> metadata;    ///< without the checksums
    std::map<std::string, std::uint32_t> checksums; ///< by tensor, CRC-32; empty: the file carries none
};

/// Bytes of one element, 0 where `dtype` is not one of those StoredTensor lists.
std::uint64_t elementBytes(std::string_view dtype);

/// Bytes of one element of any type of the format; 0 where there is no such type or its elements are parts of bytes.
std::uint64_t foreignElementBytes(std::string_view dtype);

/// Bytes of a tensor; InvalidArgument when an extent is negative or the product does not fit 64 bits.
Result<std::uint64_t> tensorBytes(std::string_view dtype, const std::vector<std::int64_t>& shape);

/// The name may be stored: its length, no control characters. Says what is wrong.
Result<void> checkTensorName(std::string_view name);

/// Reads and checks the header of a file with `dataBytes` bytes after it, by every rule of readSafetensors. Pure.
Result<SafetensorsHeader> parseSafetensorsHeader(std::string_view json, std::uint64_t dataBytes,
                                                 ElementTypes types = ElementTypes::Stored);

/// The order in which a file's tensors are written: wide elements first, so that each lies on a multiple of its size.
std::vector<const std::pair<const std::string, StoredTensor>*> writingOrder(const SafetensorsFile& file);

/// Header text with checksums, padded with spaces so that the data after it begin on 64 bytes of the file.
Result<std::string> encodeSafetensorsHeader(const SafetensorsFile& file);

} // namespace lb::engine
