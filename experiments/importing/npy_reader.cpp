#include "experiments/importing/pixel_table.h"
#include "experiments/importing/pixel_values.h"

#include <QByteArray>
#include <QRegularExpression>
#include <QStringList>

#include <bit>
#include <cstring>

namespace lb::experiments {

namespace {

constexpr std::size_t kPreamble = 10; // magic, version, header length of version 1
constexpr std::size_t kLongestHeader = 1 << 16;
constexpr std::int64_t kMostRows = std::int64_t{1} << 31;
constexpr std::int64_t kMostSide = 4096;

struct Header {
    char kind = 0; ///< 'u', 'i' or 'f'
    std::size_t bytes = 0;
    std::vector<std::int64_t> shape;
    std::size_t begin = 0; ///< of the numbers
};

tl::unexpected<Error> broken(const QString& what)
{
    return fail(ErrorKind::Corrupt, what);
}

/// "{'descr': '<f4', 'fortran_order': False, 'shape': (60000, 28, 28), }"
Result<Header> parseDictionary(const QString& text, std::size_t begin)
{
    static const QRegularExpression descr(QStringLiteral("'descr'\\s*:\\s*'([<|=>])([a-zA-Z])(\\d+)'"));
    static const QRegularExpression order(QStringLiteral("'fortran_order'\\s*:\\s*(True|False)"));
    static const QRegularExpression extents(QStringLiteral("'shape'\\s*:\\s*\\(([^)]*)\\)"));
    const auto type = descr.match(text);
    const auto fortran = order.match(text);
    const auto shape = extents.match(text);
    if (!type.hasMatch() || !fortran.hasMatch() || !shape.hasMatch())
        return fail(ErrorKind::Unsupported, QStringLiteral("its header does not describe an array of numbers"));
    if (fortran.captured(1) == QStringLiteral("True"))
        return fail(ErrorKind::Unsupported,
                    QStringLiteral("it is in Fortran order; save it with numpy.ascontiguousarray"));
    Header header{.kind = type.captured(2).front().toLatin1(),
                  .bytes = static_cast<std::size_t>(type.captured(3).toULongLong()),
                  .shape = {},
                  .begin = begin};
    if (type.captured(1) == QStringLiteral(">") && header.bytes > 1)
        return fail(ErrorKind::Unsupported, QStringLiteral("it is big-endian; save it as little-endian"));
    for (const QString& extent : shape.captured(1).split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        if (extent.trimmed().isEmpty())
            continue;
        bool isNumber = false;
        header.shape.push_back(extent.trimmed().toLongLong(&isNumber));
        if (!isNumber || header.shape.back() < 1 || header.shape.back() >= kMostRows)
            return broken(QStringLiteral("its shape (%1) cannot be used").arg(shape.captured(1)));
    }
    return header;
}

Result<Header> parseHeader(std::span<const std::uint8_t> file)
{
    static constexpr std::uint8_t kMagic[] = {0x93, 'N', 'U', 'M', 'P', 'Y'};
    if (file.size() < kPreamble || std::memcmp(file.data(), kMagic, sizeof(kMagic)) != 0)
        return broken(QStringLiteral("it is no NPY file"));
    const bool isShort = file[6] == 1;
    if (file[6] < 1 || file[6] > 3)
        return fail(ErrorKind::Unsupported, QStringLiteral("its NPY version %1 is not known").arg(file[6]));
    const std::size_t begin = isShort ? kPreamble : kPreamble + 2;
    if (file.size() < begin)
        return broken(QStringLiteral("it is cut off"));
    std::size_t length = file[8] + (std::size_t{file[9]} << 8);
    if (!isShort)
        length += (std::size_t{file[10]} << 16) + (std::size_t{file[11]} << 24);
    if (length > kLongestHeader || length > file.size() - begin)
        return broken(QStringLiteral("it is cut off in its header"));
    return parseDictionary(
        QString::fromLatin1(reinterpret_cast<const char*>(file.data() + begin), static_cast<qsizetype>(length)),
        begin + length);
}

template <class Number>
std::vector<float> numbersOf(std::span<const std::uint8_t> bytes)
{
    std::vector<float> result(bytes.size() / sizeof(Number));
    for (std::size_t i = 0; i < result.size(); ++i) {
        Number number;
        std::memcpy(&number, bytes.data() + i * sizeof(Number), sizeof(Number));
        result[i] = static_cast<float>(number);
    }
    return result;
}

Result<std::vector<std::uint8_t>> pixelsOf(const Header& header, std::span<const std::uint8_t> bytes)
{
    static_assert(std::endian::native == std::endian::little);
    if (header.kind == 'u' && header.bytes == 1)
        return std::vector<std::uint8_t>(bytes.begin(), bytes.end());
    if (header.kind == 'b' && header.bytes == 1)
        return toPixels(numbersOf<std::uint8_t>(bytes), false);
    if (header.kind == 'f' && header.bytes == 4)
        return toPixels(numbersOf<float>(bytes), false);
    if (header.kind == 'f' && header.bytes == 8)
        return toPixels(numbersOf<double>(bytes), false);
    if ((header.kind == 'u' || header.kind == 'i') && header.bytes == 2)
        return toPixels(numbersOf<std::uint16_t>(bytes), true);
    if ((header.kind == 'u' || header.kind == 'i') && header.bytes == 4)
        return toPixels(numbersOf<std::uint32_t>(bytes), true);
    if (header.kind == 'i' && header.bytes == 8)
        return toPixels(numbersOf<std::int64_t>(bytes), true);
    return fail(ErrorKind::Unsupported, QStringLiteral("its numbers of type %1%2 cannot be used; save it as uint8 or "
                                                       "float32")
                                            .arg(QLatin1Char(header.kind))
                                            .arg(header.bytes));
}

} // namespace

Result<PixelTable> parseNpy(std::span<const std::uint8_t> file)
{
    const auto header = parseHeader(file);
    if (!header)
        return tl::unexpected(header.error());
    std::vector<std::int64_t> shape = header->shape;
    if (shape.size() == 4 && shape.back() == 1)
        shape.pop_back();
    if (shape.size() != 2 && shape.size() != 3)
        return fail(ErrorKind::Unsupported, QStringLiteral("it has %1 dimensions; pictures are [n, height, width] or "
                                                           "[n, pixels]")
                                                .arg(header->shape.size()));
    const std::int64_t height = shape.size() == 3 ? shape[1] : 0;
    const std::int64_t width = shape.back();
    const std::int64_t side = height > 0 ? kMostSide : kMostSide * kMostSide;
    if (height > kMostSide || width > side)
        return fail(ErrorKind::Unsupported, QStringLiteral("its pictures are larger than %1 on a side").arg(kMostSide));
    const std::uint64_t perRow = static_cast<std::uint64_t>(std::max<std::int64_t>(height, 1)) *
                                 static_cast<std::uint64_t>(width) * header->bytes;
    const std::uint64_t left = file.size() - header->begin;
    if (header->bytes < 1 || header->bytes > 8 || left % perRow != 0 ||
        left / perRow != static_cast<std::uint64_t>(shape[0]))
        return broken(QStringLiteral("it does not hold as many numbers as its shape says"));
    auto pixels = pixelsOf(*header, file.subspan(header->begin));
    if (!pixels)
        return tl::unexpected(pixels.error());
    return PixelTable{.rows = shape[0], .height = height, .width = width, .pixels = std::move(*pixels), .labels = {}};
}

} // namespace lb::experiments
