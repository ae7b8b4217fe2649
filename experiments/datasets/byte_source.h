#pragma once

#include "experiments/records/result.h"

#include <cstdint>
#include <memory>
#include <span>

namespace lb::experiments {

/// Bytes in order, from memory or unpacked on the way.
class ByteSource {
public:
    virtual ~ByteSource() = default;
    /// Fills as much of `target` as there is; less only at the end. Corrupt when the packed form is broken.
    virtual Result<std::size_t> read(std::span<std::uint8_t> target) = 0;
};

/// `file` as it is, or unpacked when it begins as gzip does. `file` must outlive the source. A gzip stream that is cut
/// off, fails its checksum, or unpacks to more than 200 times its size (once past 16 MiB) is Corrupt or Unsupported.
std::unique_ptr<ByteSource> openBytes(std::span<const std::uint8_t> file);

bool isGzip(std::span<const std::uint8_t> file);

/// Unpacks a gzip file of one member all at once, in half of the time that reading it in pieces takes. `target` must be
/// as large as what is in it. False when anything is unusual: read it in pieces then, which says what is wrong.
bool unpackWhole(std::span<const std::uint8_t> file, std::span<std::uint8_t> target);

} // namespace lb::experiments
