#pragma once

#include "engine/io/tensor_archive.h"

#include <filesystem>
#include <string_view>

namespace lb::engine {

/// A checkpoint of TensorFlow ("tensor bundle"): X.index and X.data-00000-of-0000N. `path` may be X, X.index, one of
/// the data files, or a folder with exactly one *.index; the rest is found beside it (X.meta and "checkpoint" are not
/// needed). Every block of the index is verified now, every tensor's checksum when it is read; all data files must be
/// there and long enough. Variables of an optimizer and the step counter are listed as skipped.
/// NotFound, Io, Corrupt, Unsupported (partitioned variables, big-endian), OutOfMemory; details begin with the path.
Result<TensorArchive> openTensorflowCheckpoint(const std::filesystem::path& path);

/// The X.index of a checkpoint that openTensorflowCheckpoint would read. NotFound says what was looked for.
Result<std::filesystem::path> findTensorflowIndex(const std::filesystem::path& path);

/// A slot of an optimizer (its name ends in /adam_m, /adam_v, /Adam, /Adam_1, /adafactor_v, /adafactor_vr,
/// /adafactor_vc and the like), a step counter or the description of an object graph.
bool isTrainingState(std::string_view name);

/// The same for files from anywhere: the index, then the shards in their order.
Result<TensorArchive> tensorflowArchive(const ByteSource& index, std::vector<TensorArchive::File> shards);

} // namespace lb::engine
