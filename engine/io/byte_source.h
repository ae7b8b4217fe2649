#pragma once

#include "engine/core/error.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace lb::engine {

/// Bytes of known length that can be read anywhere: a file, or memory in tests and fuzzing.
class ByteSource {
public:
    virtual ~ByteSource() = default;
    virtual std::uint64_t size() const = 0;
    /// Fills `out` from `offset`. Reading past the end is Corrupt, a refusal of the operating system Io.
    virtual Result<void> read(std::uint64_t offset, std::span<std::byte> out) const = 0;
    /// Corrupt when the file has changed since it was opened: what was read may then be a mixture.
    virtual Result<void> checkUnchanged() const = 0;
};

/// A regular file, read with pread and never mapped: a mapped file that another program cuts raises SIGBUS. Folders,
/// pipes and devices are refused without waiting on them.
Result<std::unique_ptr<ByteSource>> openFile(const std::filesystem::path& path);

/// `bytes` must outlive the source.
std::unique_ptr<ByteSource> memorySource(std::span<const std::byte> bytes);

} // namespace lb::engine
