#pragma once

#include "engine/io/byte_source.h"
#include "engine/io/safetensors.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lb::engine {

/// A tensor of a checkpoint and where its bytes lie.
struct TensorPlace {
    std::string name;
    /// F32 F64 I32 I64 U8 BF16 F16, or another name of the safetensors format, which is only counted; empty for a type
    /// of TensorFlow's that has none.
    std::string dtype;
    std::vector<std::int64_t> shape;
    std::size_t file = 0;
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
    std::optional<std::uint32_t> checksum; ///< of the archive's kind
};

/// A model's tensors in one file or many, of either format, read one at a time: nothing but the list is in memory.
/// Reading is const and may be done by several threads.
class TensorArchive {
public:
    enum class Format { Safetensors, Tensorflow };

    struct File {
        std::string name; ///< for sentences
        std::unique_ptr<ByteSource> source;
    };

    struct Contents {
        Format format = Format::Safetensors;
        std::vector<File> files;
        std::vector<TensorPlace> tensors; ///< inside their files, names unique
        std::map<std::string, std::string> metadata;
        std::vector<std::string> skipped; ///< names of what is no part of a model, such as an optimizer's state
    };

    explicit TensorArchive(Contents contents);

    Format format() const { return m_contents.format; }
    /// By name.
    const std::vector<TensorPlace>& tensors() const { return m_contents.tensors; }
    const std::map<std::string, std::string>& metadata() const { return m_contents.metadata; }
    const std::vector<std::string>& skipped() const { return m_contents.skipped; }
    /// Null when there is no such tensor.
    const TensorPlace* find(std::string_view name) const;

    /// The raw bytes, checksum verified. NotFound, Io, Corrupt, OutOfMemory; details begin with the file's name.
    Result<StoredTensor> read(std::string_view name) const;
    /// The numbers of a float type as floats, checksum verified, straight into `out`, which has the tensor's size;
    /// beside it no more than 1 MiB is used. Unsupported for other types, InvalidArgument when the size differs.
    Result<void> readFloats(std::string_view name, std::span<float> out) const;
    Result<std::vector<float>> readFloats(std::string_view name) const;
    /// The two have one type and equal bytes.
    Result<bool> isSame(std::string_view a, std::string_view b) const;

private:
    using Sink = std::function<void(std::span<const std::byte> piece, std::uint64_t offset)>;

    Result<const TensorPlace*> place(std::string_view name) const;
    std::uint32_t extendChecksum(std::span<const std::byte> bytes, std::uint32_t before) const;
    Result<void> finish(const TensorPlace& place, std::uint32_t checksum) const;
    Result<void> readWhole(const TensorPlace& place, std::span<std::byte> out) const;
    Result<void> readPieces(const TensorPlace& place, const Sink& sink) const;
    tl::unexpected<Error> failed(const TensorPlace& place, const Error& error) const;

    Contents m_contents;
};

} // namespace lb::engine
