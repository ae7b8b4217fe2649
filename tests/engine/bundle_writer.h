#pragma once

#include "engine/io/safetensors.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace lb::tests {

/// How a TensorFlow checkpoint for a test is written, and what is wrong with it.
struct BundleForm {
    bool isPacked = false;                           ///< index blocks by snappy
    std::size_t blockEntries = 16;                   ///< entries of a block of the index
    std::size_t shards = 1;                          ///< tensors are dealt out one by one
    std::string headerEntry;                         ///< instead of the right one
    std::map<std::string, std::string> extraEntries; ///< raw protobuf messages by name; replace an entry
};

struct Bundle {
    std::string index;
    std::vector<std::string> shards;
    /// X.index and X.data-...; throws when it cannot.
    void write(const std::filesystem::path& prefix) const;
};

Bundle makeBundle(const std::map<std::string, engine::StoredTensor>& tensors, const BundleForm& form = {});

/// A sorted string table with these entries, in this order.
std::string tableOf(const std::vector<std::pair<std::string, std::string>>& entries, const BundleForm& form = {});

/// Entries, one restart offset, its count.
std::string blockOf(const std::vector<std::pair<std::string, std::string>>& entries);
/// `content`, kind and checksum.
std::string sealedBlock(const std::string& content, char kind);
std::string varint(std::uint64_t number);
/// A protobuf field holding a number, or bytes.
std::string numberField(std::uint64_t field, std::uint64_t value);
std::string bytesField(std::uint64_t field, const std::string& bytes);

/// Puts right the checksums of all blocks that the file's handles reach. What cannot be followed stays.
void resealTable(std::string& file);

} // namespace lb::tests
