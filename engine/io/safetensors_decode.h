#pragma once

#include "engine/io/byte_source.h"
#include "engine/io/safetensors.h"

namespace lb::engine {

enum class Content { Everything, HeaderOnly };

/// What readSafetensors does, for bytes from anywhere. Error details do not name the file.
Result<SafetensorsFile> decodeSafetensors(const ByteSource& source, Content content);

/// A whole file in memory, as writeSafetensors would write it.
Result<std::vector<std::byte>> encodeSafetensors(const SafetensorsFile& file);

} // namespace lb::engine
