#pragma once

#include "engine/core/error.h"

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace lb::tests {

/// A file's bytes and what the reader must say: empty words for a file to accept.
struct Verdict {
    std::string name;
    std::string file;
    std::string words; ///< part of the error's sentence
    engine::ErrorKind kind = engine::ErrorKind::Corrupt;
};

/// The length, the header as given, then zeros.
inline std::string fileOf(const std::string& header, std::size_t dataBytes = 0)
{
    const std::uint64_t length = header.size();
    std::string file(8, '\0');
    std::memcpy(file.data(), &length, 8);
    return file + header + std::string(dataBytes, '\0');
}

/// A header with one tensor "x" of the given fields and 8 bytes of data.
inline std::string oneTensor(const std::string& fields)
{
    return fileOf("{\"x\":{" + fields + "}}", 8);
}

std::vector<Verdict> acceptedFiles();
std::vector<Verdict> refusedHeaders();
std::vector<Verdict> refusedTensors();
std::vector<Verdict> foreignFiles();
/// Files with one empty tensor "x", a sound header and a list of checksums that may not fit.
std::vector<Verdict> checksumLists();

} // namespace lb::tests
