#include "experiments/datasets/idx_reader.h"

#include "experiments/datasets/byte_source.h"

#include <algorithm>
#include <array>
#include <optional>

namespace lb::experiments {

namespace {

constexpr std::size_t kHighestRank = 4;
constexpr std::uint64_t kMostBytes = std::uint64_t{4} << 30;

Result<void> readExactly(ByteSource& source, std::span<std::uint8_t> target)
{
    const auto count = source.read(target);
    if (!count)
        return tl::unexpected(count.error());
    if (*count != target.size())
        return fail(ErrorKind::Corrupt, QStringLiteral("The file ends within its header."));
    return {};
}

std::uint32_t bigEndian(std::span<const std::uint8_t, 4> b)
{
    return std::uint32_t{b[0]} << 24 | std::uint32_t{b[1]} << 16 | std::uint32_t{b[2]} << 8 | std::uint32_t{b[3]};
}

Result<std::size_t> readRank(ByteSource& source)
{
    std::array<std::uint8_t, 4> magic{};
    if (auto read = readExactly(source, magic); !read)
        return tl::unexpected(read.error());
    constexpr std::uint8_t kUnsignedByte = 0x08;
    if (magic[0] != 0 || magic[1] != 0)
        return fail(ErrorKind::Corrupt,
                    QStringLiteral("This is not an IDX file: it begins with the bytes %1 %2 instead of 0 0.")
                        .arg(magic[0])
                        .arg(magic[1]));
    if (magic[2] != kUnsignedByte)
        return fail(ErrorKind::Unsupported,
                    QStringLiteral("The IDX file holds values of type 0x%1; only unsigned bytes (0x08) can be read.")
                        .arg(magic[2], 2, 16, QLatin1Char('0')));
    if (magic[3] < 1 || magic[3] > kHighestRank)
        return fail(
            ErrorKind::Unsupported,
            QStringLiteral("The IDX file has %1 dimensions; 1 to %2 can be read.").arg(magic[3]).arg(kHighestRank));
    return std::size_t{magic[3]};
}

/// Empty when a dimension is 0 or the product is beyond `kMostBytes`.
std::optional<std::uint64_t> checkedProduct(const std::vector<std::uint32_t>& dims)
{
    std::uint64_t product = 1;
    for (const std::uint32_t dim : dims) {
        if (dim == 0 || product > kMostBytes / dim)
            return std::nullopt;
        product *= dim;
    }
    return product;
}

/// Doubles as the bytes arrive, so that a header of lies costs no memory; address space is no memory.
Result<std::vector<std::uint8_t>> readValues(ByteSource& source, std::uint64_t count)
{
    constexpr std::uint64_t kFirstStep = std::uint64_t{1} << 20;
    constexpr std::uint64_t kReserved = std::uint64_t{64} << 20;
    std::vector<std::uint8_t> values;
    values.reserve(static_cast<std::size_t>(std::min(count, kReserved)));
    while (values.size() < count) {
        const std::uint64_t had = values.size();
        values.resize(static_cast<std::size_t>(std::min(count, had + std::max(had, kFirstStep))));
        const auto got = source.read(std::span(values).subspan(static_cast<std::size_t>(had)));
        if (!got)
            return tl::unexpected(got.error());
        if (had + *got != values.size())
            return fail(ErrorKind::Corrupt,
                        QStringLiteral("The file is cut off: its header announces %1 bytes of data, %2 are there.")
                            .arg(count)
                            .arg(had + *got));
    }
    return values;
}

/// The usual case, a packed file that holds what its header says and nothing else. Empty otherwise.
std::vector<std::uint8_t> unpackedValues(std::span<const std::uint8_t> file, std::size_t headerBytes,
                                         std::uint64_t count, std::size_t spare)
{
    constexpr std::uint64_t kBelievedRatio = 20; // more may be a lie, and is read as it comes
    if (!isGzip(file) || count / kBelievedRatio > file.size())
        return {};
    std::vector<std::uint8_t> bytes;
    bytes.reserve(headerBytes + static_cast<std::size_t>(count) + spare);
    bytes.resize(headerBytes + static_cast<std::size_t>(count));
    if (!unpackWhole(file, bytes))
        return {};
    bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(headerBytes));
    return bytes;
}

} // namespace

Result<IdxArray> parseIdx(std::span<const std::uint8_t> file, std::size_t spare)
{
    if (file.empty())
        return fail(ErrorKind::Corrupt, QStringLiteral("The file is empty."));
    const std::unique_ptr<ByteSource> source = openBytes(file);
    const auto rank = readRank(*source);
    if (!rank)
        return tl::unexpected(rank.error());
    IdxArray array;
    for (std::size_t i = 0; i < *rank; ++i) {
        std::array<std::uint8_t, 4> bytes{};
        if (auto read = readExactly(*source, bytes); !read)
            return tl::unexpected(read.error());
        array.dims.push_back(bigEndian(bytes));
    }
    const auto count = checkedProduct(array.dims);
    if (!count)
        return fail(ErrorKind::Corrupt,
                    QStringLiteral("The header's dimensions are not usable: one is 0, or they make more than %1 bytes.")
                        .arg(kMostBytes));
    constexpr std::size_t kNumberBytes = 4;
    array.values = unpackedValues(file, kNumberBytes * (1 + *rank), *count, spare);
    if (!array.values.empty())
        return array;
    auto values = readValues(*source, *count);
    if (!values)
        return tl::unexpected(values.error());
    array.values = std::move(*values);
    std::array<std::uint8_t, 1> beyond{};
    const auto extra = source->read(beyond);
    if (!extra)
        return tl::unexpected(extra.error());
    if (*extra != 0)
        return fail(
            ErrorKind::Corrupt,
            QStringLiteral("The file holds more than the %1 bytes of data that its header announces.").arg(*count));
    return array;
}

} // namespace lb::experiments
