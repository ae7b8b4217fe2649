#include "engine/io/safetensors_decode.h"

#include "engine/io/foreign_format.h"
#include "engine/io/safetensors_checksums.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace lb::engine {

static_assert(std::endian::native == std::endian::little, "the format is little-endian and so are all our platforms");

namespace {

constexpr std::uint64_t kLengthBytes = 8;
constexpr std::uint64_t kSniffedBytes = 512;

/// The file is not of this format: says what it is instead, or else `reason`.
tl::unexpected<Error> notThisFormat(const ByteSource& source, const std::string& reason)
{
    std::vector<std::byte> beginning(static_cast<std::size_t>(std::min(source.size(), kSniffedBytes)));
    if (const Result<void> read = source.read(0, beginning); !read)
        return tl::unexpected(read.error());
    if (const std::optional<std::string> meaning = describeForeign(beginning))
        return fail(ErrorKind::Unsupported, *meaning);
    return fail(ErrorKind::Corrupt, "is not a .safetensors file: " + reason + ". Copy or download it again.");
}

Result<std::string> readHeaderText(const ByteSource& source)
{
    if (source.size() == 0)
        return fail(ErrorKind::Corrupt, "is empty. Copy or download it again.");
    if (source.size() < kLengthBytes + 2)
        return notThisFormat(source, "it has " + std::to_string(source.size()) + " bytes only");
    std::array<std::byte, kLengthBytes + 1> start{};
    if (const Result<void> read = source.read(0, start); !read)
        return tl::unexpected(read.error());
    std::uint64_t length = 0;
    std::memcpy(&length, start.data(), kLengthBytes);
    // Only now is another format looked for: the bytes of a valid length may look like a pickle's.
    if (start.back() != std::byte{'{'})
        return notThisFormat(source, "its header does not begin with \"{\"");
    if (length > safetensors_limits::kHeaderBytes)
        return notThisFormat(source,
                             "its header would be " + std::to_string(length) + " bytes long, the limit is 100 MB");
    if (length > source.size() - kLengthBytes)
        return fail(ErrorKind::Corrupt, "its header is " + std::to_string(length) + " bytes long but only " +
                                            std::to_string(source.size() - kLengthBytes) +
                                            " bytes follow. The file was cut: copy or download it again.");
    std::string header(static_cast<std::size_t>(length), ' ');
    if (const Result<void> read = source.read(kLengthBytes, std::as_writable_bytes(std::span(header))); !read)
        return tl::unexpected(read.error());
    return header;
}

Result<void> readData(const ByteSource& source, std::uint64_t offset, const TensorEntry& entry, StoredTensor& tensor)
{
    tensor.data.resize(static_cast<std::size_t>(entry.end - entry.begin));
    return source.read(offset + entry.begin, tensor.data);
}

Result<void> checkData(const SafetensorsHeader& header, const std::string& name, const StoredTensor& tensor)
{
    const auto sum = header.checksums.find(name);
    if (sum != header.checksums.end() && sum->second != checksumOf(tensor.data))
        return fail(ErrorKind::Corrupt,
                    "tensor \"" + name +
                        "\" is damaged: its checksum does not fit. Use an older checkpoint or another copy.");
    return {};
}

} // namespace

Result<LocatedSafetensors> locateSafetensors(const ByteSource& source, ElementTypes types)
{
    const Result<std::string> text = readHeaderText(source);
    if (!text)
        return tl::unexpected(text.error());
    const std::uint64_t dataOffset = kLengthBytes + text->size();
    Result<SafetensorsHeader> header = parseSafetensorsHeader(*text, source.size() - dataOffset, types);
    if (!header)
        return tl::unexpected(header.error());
    return LocatedSafetensors{std::move(*header), dataOffset};
}

Result<SafetensorsFile> decodeSafetensors(const ByteSource& source, Content content)
{
    Result<LocatedSafetensors> located = locateSafetensors(source, ElementTypes::Stored);
    if (!located)
        return tl::unexpected(located.error());
    SafetensorsHeader& header = located->header;
    SafetensorsFile file;
    file.metadata = std::move(header.metadata);
    for (TensorEntry& entry : header.tensors) {
        StoredTensor tensor{.dtype = std::move(entry.dtype), .shape = std::move(entry.shape)};
        if (content == Content::Everything) {
            if (const Result<void> read = readData(source, located->dataOffset, entry, tensor); !read)
                return tl::unexpected(read.error());
            if (const Result<void> sound = checkData(header, entry.name, tensor); !sound)
                return tl::unexpected(sound.error());
        }
        file.tensors.emplace(std::move(entry.name), std::move(tensor));
    }
    if (const Result<void> unchanged = source.checkUnchanged(); !unchanged)
        return tl::unexpected(unchanged.error());
    return file;
}

} // namespace lb::engine
