#include "engine/io/safetensors_header.h"

#include "engine/io/safetensors_checksums.h"
#include "engine/io/safetensors_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <tuple>

namespace lb::engine {

namespace limits = safetensors_limits;

namespace {

std::string inQuotes(std::string_view text)
{
    return '"' + std::string(text) + '"';
}

Result<std::uint64_t> shapeBytes(std::uint64_t bytes, const std::vector<std::int64_t>& shape)
{
    for (const std::int64_t extent : shape)
        if (extent < 0 || __builtin_mul_overflow(bytes, static_cast<std::uint64_t>(extent), &bytes))
            return fail(ErrorKind::InvalidArgument, "the size of its shape is negative or too large");
    return bytes;
}

Result<void> checkExtent(const TensorEntry& entry)
{
    const Result<std::uint64_t> bytes = shapeBytes(foreignElementBytes(entry.dtype), entry.shape);
    if (!bytes)
        return fail(ErrorKind::Corrupt, "tensor " + inQuotes(entry.name) + ": " + bytes.error().detail);
    if (entry.end < entry.begin)
        return fail(ErrorKind::Corrupt, "tensor " + inQuotes(entry.name) + " ends before it begins");
    if (entry.end - entry.begin != *bytes)
        return fail(ErrorKind::Corrupt, "tensor " + inQuotes(entry.name) + " needs " + std::to_string(*bytes) +
                                            " bytes by its shape and type but has " +
                                            std::to_string(entry.end - entry.begin));
    return {};
}

Result<void> checkNamesDiffer(const std::vector<TensorEntry>& entries)
{
    std::vector<std::string_view> names;
    for (const TensorEntry& entry : entries)
        names.push_back(entry.name);
    std::sort(names.begin(), names.end());
    if (const auto twice = std::adjacent_find(names.begin(), names.end()); twice != names.end())
        return fail(ErrorKind::Corrupt, "tensor " + inQuotes(*twice) + " is listed twice");
    return {};
}

/// Every byte after the header belongs to exactly one tensor.
Result<void> checkCoverage(const std::vector<TensorEntry>& ordered, std::uint64_t dataBytes)
{
    std::uint64_t position = 0;
    for (const TensorEntry& entry : ordered) {
        if (entry.begin < position)
            return fail(ErrorKind::Corrupt, "tensor " + inQuotes(entry.name) + " overlaps the one before it");
        if (entry.begin > position)
            return fail(ErrorKind::Corrupt, "there is a hole of " + std::to_string(entry.begin - position) +
                                                " bytes before tensor " + inQuotes(entry.name));
        if (entry.end > dataBytes)
            return fail(ErrorKind::Corrupt,
                        "tensor " + inQuotes(entry.name) + " ends " + std::to_string(entry.end - dataBytes) +
                            " bytes behind the end of the file. The file was cut: copy or download it again.");
        position = entry.end;
    }
    if (position != dataBytes)
        return fail(ErrorKind::Corrupt,
                    "there are " + std::to_string(dataBytes - position) + " bytes behind the last tensor");
    return {};
}

Result<void> takeChecksums(SafetensorsHeader& header, std::string_view json)
{
    const auto tensorSums = header.metadata.extract(std::string(kTensorChecksumsKey));
    const auto headerSum = header.metadata.extract(std::string(kHeaderChecksumKey));
    if (tensorSums.empty() && headerSum.empty())
        return {};
    if (tensorSums.empty() || headerSum.empty())
        return fail(ErrorKind::Corrupt, "its header is damaged: one of its two checksum entries is missing");
    if (const Result<void> seal = checkHeaderSeal(json); !seal)
        return seal;
    Result<std::map<std::string, std::uint32_t>> sums = parseChecksums(tensorSums.mapped());
    if (!sums)
        return tl::unexpected(sums.error());
    for (const TensorEntry& entry : header.tensors)
        if (!sums->contains(entry.name))
            return fail(ErrorKind::Corrupt, "tensor " + inQuotes(entry.name) + " has no checksum");
    if (sums->size() != header.tensors.size())
        return fail(ErrorKind::Corrupt, "there is a checksum of a tensor that is not in the file");
    header.checksums = std::move(*sums);
    return {};
}

} // namespace

std::uint64_t elementBytes(std::string_view dtype)
{
    if (dtype == "F64" || dtype == "I64")
        return 8;
    if (dtype == "F32" || dtype == "I32")
        return 4;
    if (dtype == "BF16" || dtype == "F16")
        return 2;
    return dtype == "U8" ? 1 : 0;
}

std::uint64_t foreignElementBytes(std::string_view dtype)
{
    if (dtype == "U64" || dtype == "C64")
        return 8;
    if (dtype == "U32")
        return 4;
    if (dtype == "I16" || dtype == "U16")
        return 2;
    if (dtype == "BOOL" || dtype == "I8" || dtype.starts_with("F8_"))
        return 1;
    return elementBytes(dtype);
}

Result<std::uint64_t> tensorBytes(std::string_view dtype, const std::vector<std::int64_t>& shape)
{
    const std::uint64_t bytes = elementBytes(dtype);
    if (bytes == 0)
        return fail(ErrorKind::InvalidArgument, "the data type " + inQuotes(dtype) + " is not one that can be stored");
    return shapeBytes(bytes, shape);
}

Result<void> checkTensorName(std::string_view name)
{
    if (name.size() > limits::kNameBytes)
        return fail(ErrorKind::Corrupt, "a tensor's name is " + std::to_string(name.size()) +
                                            " bytes long, the limit is " + std::to_string(limits::kNameBytes));
    const auto isControl = [](unsigned char letter) { return letter < 0x20 || letter == 0x7F; };
    if (std::any_of(name.begin(), name.end(), isControl))
        return fail(ErrorKind::Corrupt, "a tensor's name contains control characters");
    return {};
}

Result<SafetensorsHeader> parseSafetensorsHeader(std::string_view json, std::uint64_t dataBytes, ElementTypes types)
{
    if (!json.starts_with('{'))
        return fail(ErrorKind::Corrupt, "its header does not begin with \"{\"");
    if (json.find('\0') != std::string_view::npos) // the parser would take it for the end of the text
        return fail(ErrorKind::Corrupt, "its header contains a zero byte");
    SafetensorsJsonReader reader(types);
    if (!nlohmann::json::sax_parse(json.begin(), json.end(), &reader))
        return tl::unexpected(reader.error());
    SafetensorsHeader header = reader.take();
    std::sort(header.tensors.begin(), header.tensors.end(), [](const TensorEntry& a, const TensorEntry& b) {
        return std::tie(a.begin, a.end, a.name) < std::tie(b.begin, b.end, b.name);
    });
    if (const Result<void> names = checkNamesDiffer(header.tensors); !names)
        return tl::unexpected(names.error());
    for (const TensorEntry& entry : header.tensors)
        if (const Result<void> extent = checkExtent(entry); !extent)
            return tl::unexpected(extent.error());
    if (const Result<void> coverage = checkCoverage(header.tensors, dataBytes); !coverage)
        return tl::unexpected(coverage.error());
    if (const Result<void> sums = takeChecksums(header, json); !sums)
        return tl::unexpected(sums.error());
    return header;
}

} // namespace lb::engine
