#include "engine/io/tensor_archive.h"

#include "engine/io/crc32c.h"
#include "engine/io/float_conversion.h"
#include "engine/io/safetensors_checksums.h"
#include "engine/io/safetensors_header.h"

#include <algorithm>
#include <new>

namespace lb::engine {

namespace {

constexpr std::size_t kPieceBytes = std::size_t{1} << 20; ///< a multiple of every element's size

std::string inQuotes(std::string_view text)
{
    return '"' + std::string(text) + '"';
}

tl::unexpected<Error> outOfMemory(const TensorPlace& place)
{
    return fail(ErrorKind::OutOfMemory, "there is not enough memory for tensor " + inQuotes(place.name) + " of " +
                                            std::to_string(place.bytes) + " bytes");
}

} // namespace

TensorArchive::TensorArchive(Contents contents)
    : m_contents(std::move(contents))
{
    const auto byName = [](const TensorPlace& a, const TensorPlace& b) { return a.name < b.name; };
    std::sort(m_contents.tensors.begin(), m_contents.tensors.end(), byName);
    std::sort(m_contents.skipped.begin(), m_contents.skipped.end());
}

const TensorPlace* TensorArchive::find(std::string_view name) const
{
    const auto& all = m_contents.tensors;
    const auto it = std::lower_bound(all.begin(), all.end(), name,
                                     [](const TensorPlace& place, std::string_view key) { return place.name < key; });
    return it != all.end() && it->name == name ? &*it : nullptr;
}

Result<StoredTensor> TensorArchive::read(std::string_view name) const
{
    const Result<const TensorPlace*> found = place(name);
    if (!found)
        return tl::unexpected(found.error());
    try {
        StoredTensor tensor{.dtype = (*found)->dtype, .shape = (*found)->shape};
        tensor.data.resize(static_cast<std::size_t>((*found)->bytes));
        if (const Result<void> done = readWhole(**found, tensor.data); !done)
            return tl::unexpected(done.error());
        return tensor;
    } catch (const std::bad_alloc&) {
        return outOfMemory(**found);
    }
}

Result<void> TensorArchive::readFloats(std::string_view name, std::span<float> out) const
{
    const Result<const TensorPlace*> found = place(name);
    if (!found)
        return tl::unexpected(found.error());
    const TensorPlace& tensor = **found;
    if (!isFloatType(tensor.dtype))
        return failed(tensor, {ErrorKind::Unsupported, "tensor " + inQuotes(name) + " holds no floating-point numbers" +
                                                           (tensor.dtype.empty() ? "" : " but " + tensor.dtype)});
    const std::uint64_t elementSize = elementBytes(tensor.dtype);
    if (out.size() != tensor.bytes / elementSize)
        return failed(tensor, {ErrorKind::InvalidArgument, "tensor " + inQuotes(name) + " has " +
                                                               std::to_string(tensor.bytes / elementSize) +
                                                               " numbers, not " + std::to_string(out.size())});
    if (tensor.dtype == "F32")
        return readWhole(tensor, std::as_writable_bytes(out));
    return readPieces(tensor, [&](std::span<const std::byte> piece, std::uint64_t offset) {
        convertToFloats(tensor.dtype, piece, out.subspan(offset / elementSize, piece.size() / elementSize));
    });
}

Result<std::vector<float>> TensorArchive::readFloats(std::string_view name) const
{
    const Result<const TensorPlace*> found = place(name);
    if (!found)
        return tl::unexpected(found.error());
    try {
        const std::uint64_t elementSize = std::max<std::uint64_t>(elementBytes((*found)->dtype), 1);
        std::vector<float> values(static_cast<std::size_t>((*found)->bytes / elementSize));
        if (const Result<void> done = readFloats(name, values); !done)
            return tl::unexpected(done.error());
        return values;
    } catch (const std::bad_alloc&) {
        return outOfMemory(**found);
    }
}

Result<bool> TensorArchive::isSame(std::string_view a, std::string_view b) const
{
    const Result<const TensorPlace*> first = place(a);
    const Result<const TensorPlace*> second = first ? place(b) : first;
    if (!second)
        return tl::unexpected(second.error());
    const TensorPlace& other = **second;
    if ((*first)->dtype != other.dtype || (*first)->bytes != other.bytes)
        return false;
    bool isEqual = true;
    Result<void> secondRead;
    std::vector<std::byte> buffer;
    const Result<void> firstRead = readPieces(**first, [&](std::span<const std::byte> piece, std::uint64_t offset) {
        if (!isEqual || !secondRead)
            return;
        buffer.resize(piece.size());
        secondRead = m_contents.files[other.file].source->read(other.offset + offset, buffer);
        isEqual = secondRead && std::equal(piece.begin(), piece.end(), buffer.begin());
    });
    if (!firstRead)
        return tl::unexpected(firstRead.error());
    if (!secondRead)
        return failed(other, secondRead.error());
    return isEqual;
}

Result<const TensorPlace*> TensorArchive::place(std::string_view name) const
{
    if (const TensorPlace* found = find(name))
        return found;
    return fail(ErrorKind::NotFound, "there is no tensor " + inQuotes(name) + " in the checkpoint");
}

std::uint32_t TensorArchive::extendChecksum(std::span<const std::byte> bytes, std::uint32_t before) const
{
    return m_contents.format == Format::Tensorflow ? crc32c(bytes, before) : checksumOf(bytes, before);
}

Result<void> TensorArchive::finish(const TensorPlace& place, std::uint32_t checksum) const
{
    const std::uint32_t stored = m_contents.format == Format::Tensorflow ? maskedCrc32c(checksum) : checksum;
    if (place.checksum && *place.checksum != stored)
        return failed(place, {ErrorKind::Corrupt, "tensor " + inQuotes(place.name) +
                                                      " is damaged: its checksum does not fit. Use another copy."});
    if (const Result<void> unchanged = m_contents.files[place.file].source->checkUnchanged(); !unchanged)
        return failed(place, unchanged.error());
    return {};
}

Result<void> TensorArchive::readWhole(const TensorPlace& place, std::span<std::byte> out) const
{
    std::uint32_t checksum = 0;
    for (std::size_t offset = 0; offset < out.size(); offset += kPieceBytes) {
        const std::span<std::byte> piece = out.subspan(offset, std::min(kPieceBytes, out.size() - offset));
        if (const auto read = m_contents.files[place.file].source->read(place.offset + offset, piece); !read)
            return failed(place, read.error());
        if (place.checksum)
            checksum = extendChecksum(piece, checksum);
    }
    return finish(place, checksum);
}

Result<void> TensorArchive::readPieces(const TensorPlace& place, const Sink& sink) const
{
    std::vector<std::byte> buffer(static_cast<std::size_t>(std::min<std::uint64_t>(kPieceBytes, place.bytes)));
    std::uint32_t checksum = 0;
    for (std::uint64_t offset = 0; offset < place.bytes; offset += kPieceBytes) {
        const auto piece = std::span(buffer).first(
            static_cast<std::size_t>(std::min<std::uint64_t>(kPieceBytes, place.bytes - offset)));
        if (const auto read = m_contents.files[place.file].source->read(place.offset + offset, piece); !read)
            return failed(place, read.error());
        if (place.checksum)
            checksum = extendChecksum(piece, checksum);
        sink(piece, offset);
    }
    return finish(place, checksum);
}

tl::unexpected<Error> TensorArchive::failed(const TensorPlace& place, const Error& error) const
{
    return fail(error.kind, m_contents.files[place.file].name + ": " + error.detail);
}

} // namespace lb::engine
