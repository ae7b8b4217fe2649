#pragma once

#include "engine/io/tensor_archive.h"

#include <filesystem>

namespace lb::engine {

/// A .safetensors file, or a model in several of them through its model.safetensors.index.json. Headers are read and
/// checked now by the rules of readSafetensors (of which it accepts more element types: they can be listed, not read as
/// floats), tensors when they are asked for. Checksums, where a file has them, are verified then. Tensors of a shard
/// that the index does not name are listed as skipped; what it names must be there. Errors as readSafetensors.
Result<TensorArchive> openSafetensors(const std::filesystem::path& path);

/// The same for one file from anywhere; `file.name` is for sentences.
Result<TensorArchive> safetensorsArchive(TensorArchive::File file);

/// Reads a small text file, such as a configuration: Corrupt when it is larger than `maxBytes`. Details begin with the
/// path.
Result<std::string> readTextFile(const std::filesystem::path& path, std::uint64_t maxBytes);

} // namespace lb::engine
