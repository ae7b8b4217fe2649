#pragma once

#include "engine/io/byte_source.h"

#include <cstdint>
#include <functional>
#include <string_view>

namespace lb::engine {

namespace sorted_table_limits {
constexpr std::uint64_t kFileBytes = std::uint64_t{64} << 20;
constexpr std::uint64_t kUnpackedBytes = std::uint64_t{64} << 20; ///< of all blocks together
constexpr std::uint64_t kEntries = 200'000;
constexpr std::uint64_t kKeyBytes = 512;
constexpr std::uint64_t kAllKeyBytes = std::uint64_t{32} << 20;
} // namespace sorted_table_limits

/// Takes one entry; an error ends the walk.
using EntryVisitor = std::function<Result<void>(std::string_view key, std::string_view value)>;

/// Walks the entries of a sorted string table (the file format of LevelDB, in which TensorFlow keeps the index of a
/// checkpoint) in the order of their keys. Strict: blocks follow one another from the first byte to the footer without
/// a gap, each under its checksum, raw or packed by snappy (whose length is checked before anything is allocated); keys
/// ascend across all blocks and fit the index block's. Corrupt says what is wrong, without the file's name.
Result<void> visitSortedTable(const ByteSource& file, const EntryVisitor& visit);

/// The same for the content of a single block: entries, restart offsets, their count.
Result<void> visitTableBlock(std::string_view block, const EntryVisitor& visit);

} // namespace lb::engine
