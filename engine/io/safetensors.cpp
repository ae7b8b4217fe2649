#include "engine/io/safetensors.h"

#include "engine/io/atomic_file.h"
#include "engine/io/safetensors_decode.h"
#include "engine/io/safetensors_header.h"

#include <cstring>
#include <new>
#include <span>

namespace lb::engine {

namespace {

template <class T>
std::vector<std::byte> bytesOf(const std::vector<T>& values)
{
    const std::span<const std::byte> bytes = std::as_bytes(std::span(values));
    return {bytes.begin(), bytes.end()};
}

template <class T>
Result<std::vector<T>> valuesOf(const StoredTensor& tensor, std::string_view dtype)
{
    if (tensor.dtype != dtype)
        return fail(ErrorKind::InvalidArgument,
                    "the tensor holds " + tensor.dtype + ", not " + std::string(dtype) + " as was expected");
    const Result<std::uint64_t> bytes = tensorBytes(tensor.dtype, tensor.shape);
    if (!bytes)
        return tl::unexpected(bytes.error());
    if (*bytes != tensor.data.size())
        return fail(ErrorKind::InvalidArgument, "the tensor's shape asks for " + std::to_string(*bytes) +
                                                    " bytes, it has " + std::to_string(tensor.data.size()));
    std::vector<T> values(tensor.data.size() / sizeof(T));
    if (!values.empty())
        std::memcpy(values.data(), tensor.data.data(), tensor.data.size());
    return values;
}

Result<SafetensorsFile> readFile(const std::filesystem::path& path, Content content)
{
    try {
        const Result<std::unique_ptr<ByteSource>> source = openFile(path);
        Result<SafetensorsFile> file =
            source ? decodeSafetensors(**source, content) : Result<SafetensorsFile>(tl::unexpected(source.error()));
        if (!file)
            return fail(file.error().kind, path.string() + ": " + file.error().detail);
        return file;
    } catch (const std::bad_alloc&) {
        return fail(ErrorKind::OutOfMemory, path.string() + ": there is not enough memory to read it");
    }
}

/// The little-endian length, then the text.
Result<std::string> headOf(const SafetensorsFile& file)
{
    const Result<std::string> header = encodeSafetensorsHeader(file);
    if (!header)
        return header;
    const std::uint64_t length = header->size();
    std::string head(sizeof length, '\0');
    std::memcpy(head.data(), &length, sizeof length);
    return head + *header;
}

} // namespace

StoredTensor StoredTensor::fromFloats(std::vector<std::int64_t> shape, const std::vector<float>& values)
{
    return {.dtype = "F32", .shape = std::move(shape), .data = bytesOf(values)};
}

StoredTensor StoredTensor::fromIntegers(const std::vector<std::int64_t>& values)
{
    return {.dtype = "I64", .shape = {static_cast<std::int64_t>(values.size())}, .data = bytesOf(values)};
}

Result<std::vector<float>> StoredTensor::floats() const
{
    return valuesOf<float>(*this, "F32");
}

Result<std::vector<std::int64_t>> StoredTensor::integers() const
{
    return valuesOf<std::int64_t>(*this, "I64");
}

Result<std::vector<std::byte>> encodeSafetensors(const SafetensorsFile& file)
{
    const Result<std::string> head = headOf(file);
    if (!head)
        return tl::unexpected(head.error());
    const std::span<const std::byte> bytes = std::as_bytes(std::span(*head));
    std::vector<std::byte> result(bytes.begin(), bytes.end());
    for (const auto* entry : writingOrder(file))
        result.insert(result.end(), entry->second.data.begin(), entry->second.data.end());
    return result;
}

Result<void> writeSafetensors(const std::filesystem::path& path, const SafetensorsFile& file)
{
    const Result<std::string> head = headOf(file);
    if (!head)
        return fail(head.error().kind, path.string() + ": " + head.error().detail);
    std::vector<std::span<const std::byte>> pieces{std::as_bytes(std::span(*head))};
    for (const auto* entry : writingOrder(file))
        pieces.emplace_back(entry->second.data);
    SystemFiles files;
    return writeAtomically(path, pieces, files);
}

Result<SafetensorsFile> readSafetensors(const std::filesystem::path& path)
{
    return readFile(path, Content::Everything);
}

Result<SafetensorsFile> readSafetensorsHeader(const std::filesystem::path& path)
{
    return readFile(path, Content::HeaderOnly);
}

} // namespace lb::engine
