#pragma once

#include "engine/io/byte_source.h"
#include "engine/io/safetensors.h"
#include "engine/io/safetensors_header.h"

namespace lb::engine {

/// A file's header, and where the data its offsets count from begin.
struct LocatedSafetensors {
    SafetensorsHeader header;
    std::uint64_t dataOffset = 0;
};

/// Reads and checks the header alone; a file of another kind is told by its first bytes.
Result<LocatedSafetensors> locateSafetensors(const ByteSource& source, ElementTypes types);

enum class Content { Everything, HeaderOnly };

/// What readSafetensors does, for bytes from anywhere. Error details do not name the file.
Result<SafetensorsFile> decodeSafetensors(const ByteSource& source, Content content);

/// A whole file in memory, as writeSafetensors would write it.
Result<std::vector<std::byte>> encodeSafetensors(const SafetensorsFile& file);

} // namespace lb::engine
