#pragma once

#include "engine/io/byte_source.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lb::engine {

namespace tensorflow_limits {
constexpr std::uint64_t kTensors = 100'000;
constexpr std::uint64_t kShards = 1'000;
constexpr std::size_t kRank = 8;
} // namespace tensorflow_limits

/// A variable of a TensorFlow checkpoint and where its bytes lie.
struct TensorflowVariable {
    std::string name;
    std::string dtype; ///< by its safetensors name: F32 F64 I32 I64 U8 BF16 F16; empty for every other type
    std::vector<std::int64_t> shape;
    std::uint64_t shard = 0;
    std::uint64_t offset = 0; ///< in the shard's file
    std::uint64_t bytes = 0;
    std::uint32_t checksum = 0; ///< masked CRC-32C of the bytes
};

/// What the file X.index of a checkpoint says (tensor_bundle.proto).
struct TensorflowIndex {
    std::uint64_t shards = 0;
    std::vector<TensorflowVariable> variables; ///< by name
};

/// Reads an index by visitSortedTable and checks every entry: little-endian, known dimensions, bytes = shape x type, no
/// two variables over the same bytes of a shard. A variable cut into parts is Unsupported. Details do not name the
/// file.
Result<TensorflowIndex> readTensorflowIndex(const ByteSource& file);

} // namespace lb::engine
