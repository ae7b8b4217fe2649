#pragma once

#include "engine/core/error.h"
#include "engine/core/shape.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace lb::engine {

/// A tensor of a .safetensors file. Data types read and written: F32, F64, I32, I64, U8, BF16, F16 by their format names;
/// `data` holds the raw little-endian bytes.
struct StoredTensor {
    std::string dtype = "F32";
    std::vector<std::int64_t> shape;
    std::vector<std::byte> data;

    static StoredTensor fromFloats(std::vector<std::int64_t> shape, const std::vector<float>& values);
    static StoredTensor fromIntegers(const std::vector<std::int64_t>& values);
    /// InvalidArgument when dtype is another one.
    Result<std::vector<float>> floats() const;
    Result<std::vector<std::int64_t>> integers() const;
};

struct SafetensorsFile {
    std::map<std::string, StoredTensor> tensors;
    std::map<std::string, std::string> metadata; ///< __metadata__: strings only
};

/// Writes aside, fsyncs, renames, fsyncs the folder: the name never shows half a file. A checksum per tensor
/// (CRC-32 of its bytes, zlib's) goes to metadata "lb.crc32" as a JSON object from name to hexadecimal word.
/// Returns Io with the volume's free bytes when the disk is full; the file under `path`, if any, is then untouched.
Result<void> writeSafetensors(const std::filesystem::path& path, const SafetensorsFile& file);

/// Strict reader for files of any origin (reliability.md 3.5): header <= 100 MB and inside the file, unique keys, offsets
/// contiguous from 0 and ending at the end, shape x dtype = length with checked products, rank <= 8, <= 100,000 tensors,
/// names <= 512 bytes. Allocates nothing larger than the file. Verifies "lb.crc32" where present and names the damaged
/// tensor. Pickle files get a sentence saying why they are refused and how to convert.
Result<SafetensorsFile> readSafetensors(const std::filesystem::path& path);

/// The header alone: names, shapes and metadata; tensor data stay empty.
Result<SafetensorsFile> readSafetensorsHeader(const std::filesystem::path& path);

} // namespace lb::engine
