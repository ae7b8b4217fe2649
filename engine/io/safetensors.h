#pragma once

#include "engine/core/error.h"
#include "engine/core/shape.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace lb::engine {

/// A tensor of a .safetensors file. Data types read and written: F32, F64, I32, I64, U8, BF16, F16 by their format
/// names; `data` holds the raw little-endian bytes.
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
/// (CRC-32 of its bytes, zlib's) goes to metadata "lb.crc32" as a JSON object from name to hexadecimal word, and one of
/// the header to "lb.header_crc32". Data begin on 64 bytes, wide elements first.
/// Returns Io with the volume's free bytes when the disk is full, InvalidArgument for what readSafetensors would
/// refuse. The file under `path`, if any, is then untouched; only when the last step, the fsync of the folder, fails
/// may the new file be there already. What a killed writer leaves is removed by removeAbandonedParts (atomic_file.h).
Result<void> writeSafetensors(const std::filesystem::path& path, const SafetensorsFile& file);

/// Strict reader for files of any origin (reliability.md 3.5): header <= 100 MB and inside the file, unique keys,
/// offsets contiguous from 0 and ending at the end, shape x dtype = length with checked products, rank <= 8, <= 100,000
/// tensors, names <= 512 bytes, metadata <= 16 MiB and 100,000 entries. Allocates nothing larger than the file.
/// Verifies the checksums where present and names the damaged tensor; their two entries are not part of the returned
/// metadata. A file of another kind (pickle, web page, Git LFS pointer, ...) gets a sentence saying what it is and what
/// to do. NotFound, Io, Corrupt, Unsupported (another kind of file or data type), InvalidArgument (a folder, pipe or
/// device), OutOfMemory; the detail begins with the path.
Result<SafetensorsFile> readSafetensors(const std::filesystem::path& path);

/// The header alone: names, shapes and metadata; tensor data stay empty. The data are not looked at.
Result<SafetensorsFile> readSafetensorsHeader(const std::filesystem::path& path);

} // namespace lb::engine
