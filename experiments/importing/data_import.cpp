#include "experiments/importing/data_import.h"

#include "experiments/datasets/fashion_mnist.h"
#include "experiments/datasets/file_bytes.h"
#include "experiments/datasets/text_lines.h"
#include "experiments/importing/image_fit.h"
#include "experiments/importing/picture_folder.h"
#include "experiments/importing/pixel_table.h"
#include "experiments/importing/set_writer.h"

#include <QDir>
#include <QFileInfo>

#include <cmath>

namespace lb::experiments {

namespace {

/// What is written, before it is.
struct Found {
    OwnSet set;
    engine::ImageSet images;
    std::string text;
};

tl::unexpected<Error> about(const QString& path, const Error& error)
{
    return fail(error.kind,
                QStringLiteral("%1 cannot be imported: %2.").arg(QDir::toNativeSeparators(path), error.detail));
}

Result<void> checkOptions(const ImportOptions& options)
{
    const bool isSized = options.height != 0 || options.width != 0;
    const auto isFit = [](qint64 side) { return side >= 4 && side <= kMostImportedSide; };
    if (isSized && (!isFit(options.height) || !isFit(options.width)))
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("A size of %1 x %2 pixels cannot be used; choose 4 to %3 on each side.")
                        .arg(options.height)
                        .arg(options.width)
                        .arg(kMostImportedSide));
    if (!QFileInfo::exists(options.source))
        return fail(ErrorKind::NotFound, QStringLiteral("There is no %1. Check the path, then try again.")
                                             .arg(QDir::toNativeSeparators(options.source)));
    return {};
}

/// All pictures in the wanted size.
void resize(engine::ImageSet& images, qint64 height, qint64 width)
{
    if (images.height == height && images.width == width)
        return;
    engine::ImageSet result{.height = height,
                            .width = width,
                            .pixels = {},
                            .labels = std::move(images.labels),
                            .classNames = std::move(images.classNames)};
    const auto size = images.height * images.width;
    for (std::size_t i = 0; i < images.count(); ++i) {
        const auto begin = images.pixels.begin() + static_cast<std::ptrdiff_t>(i) * size;
        const GreyImage scaled = fitted({images.height, images.width, {begin, begin + size}}, height, width);
        result.pixels.insert(result.pixels.end(), scaled.pixels.begin(), scaled.pixels.end());
    }
    images = std::move(result);
}

/// "train-labels-idx1-ubyte" beside "train-images-idx3-ubyte".
QString labelsBeside(const QString& images)
{
    const QFileInfo file(images);
    QString name = file.fileName();
    name.replace(QStringLiteral("images"), QStringLiteral("labels"))
        .replace(QStringLiteral("idx3"), QStringLiteral("idx1"));
    const QString path = file.dir().filePath(name);
    return name != file.fileName() && QFileInfo::exists(path) ? path : QString();
}

Result<engine::ImageSet> fromIdx(const ImportOptions& options)
{
    const QString labels = options.labels.isEmpty() ? labelsBeside(options.source) : options.labels;
    return labels.isEmpty() ? readImageFile(options.source) : readLabelledImages(options.source, labels);
}

Result<engine::ImageSet> fromTable(const ImportOptions& options, PixelTable table)
{
    engine::ImageSet images{.height = table.height,
                            .width = table.width,
                            .pixels = std::move(table.pixels),
                            .labels = std::move(table.labels),
                            .classNames = {}};
    if (table.height > 0)
        return images;
    const auto side = static_cast<std::int64_t>(std::lround(std::sqrt(static_cast<double>(table.width))));
    if (side * side == table.width) {
        images.height = images.width = side;
    } else if (options.height * options.width == table.width) {
        images.height = options.height;
        images.width = options.width;
    } else {
        return fail(
            ErrorKind::InvalidArgument,
            QStringLiteral("%1: its rows hold %2 numbers, which make no square. Say the pictures' size, such as "
                           "--size 28x28.")
                .arg(QDir::toNativeSeparators(options.source))
                .arg(table.width));
    }
    return images;
}

bool isIdx(const QByteArray& bytes, const QString& path)
{
    const bool isNamedSo = QFileInfo(path).fileName().contains(QStringLiteral("idx3-ubyte"));
    return isNamedSo || bytes.startsWith(QByteArray("\0\0\x08\x03", 4));
}

Result<Found> fromText(const ImportOptions& options)
{
    const auto lines = readLines(options.source);
    if (!lines)
        return tl::unexpected(lines.error());
    Found found;
    std::size_t paragraph = 0;
    for (std::size_t i = 0; i < lines->lines.size(); ++i) {
        const bool begins = paragraph < lines->paragraphs.size() && lines->paragraphs[paragraph] == i;
        paragraph += begins ? 1 : 0;
        if (begins && i > 0)
            found.text += '\n';
        found.text += lines->lines[i] + '\n';
    }
    found.set.kind = DatasetKind::Text;
    found.set.count = static_cast<qint64>(lines->lines.size());
    found.set.report.found = found.set.count + lines->emptyLines;
    found.set.report.replacedBytes = lines->replacedBytes;
    if (lines->emptyLines > 0)
        found.set.report.skipped = {
            {.reason = QStringLiteral("empty lines"), .count = lines->emptyLines, .examples = {}}};
    return found;
}

Result<engine::ImageSet> imagesOf(const ImportOptions& options, const ImportChannel& channel, DatasetReport& report)
{
    if (QFileInfo(options.source).isDir())
        return readPictureFolder(options, channel, report);
    const auto bytes = readFileBytes(options.source, kMostImportedBytes);
    if (!bytes)
        return tl::unexpected(bytes.error());
    if (isIdx(*bytes, options.source))
        return fromIdx(options);
    const std::span<const std::uint8_t> file(reinterpret_cast<const std::uint8_t*>(bytes->constData()),
                                             static_cast<std::size_t>(bytes->size()));
    if (isPicture(file))
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("%1 is one picture; import the folder that holds all of them.")
                        .arg(QDir::toNativeSeparators(options.source)));
    auto table = bytes->startsWith("\x93NUMPY")
                     ? parseNpy(file)
                     : parsePixelCsv({bytes->constData(), static_cast<std::size_t>(bytes->size())});
    if (!table)
        return about(options.source, table.error());
    return fromTable(options, std::move(*table));
}

Result<Found> read(const ImportOptions& options, const ImportChannel& channel)
{
    static const QStringList kTexts{QStringLiteral("txt"), QStringLiteral("text"), QStringLiteral("md"),
                                    QStringLiteral("")};
    const QFileInfo file(options.source);
    if (!file.isDir() && kTexts.contains(file.suffix().toLower()) && !file.fileName().contains(QStringLiteral("idx")))
        return fromText(options);
    Found found;
    auto images = imagesOf(options, channel, found.set.report);
    if (!images)
        return tl::unexpected(images.error());
    found.images = std::move(*images);
    if (found.images.count() == 0)
        return found; // cancelled
    if (options.height > 0)
        resize(found.images, options.height, options.width);
    if (found.images.height > kMostImportedSide || found.images.width > kMostImportedSide)
        return fail(
            ErrorKind::InvalidArgument,
            QStringLiteral("The pictures have %1 x %2 pixels, which is more than %3 on a side. Say a smaller size, "
                           "such as 64x64; they are scaled to it.")
                .arg(found.images.height)
                .arg(found.images.width)
                .arg(kMostImportedSide));
    found.set.kind = DatasetKind::Image;
    found.set.count = static_cast<qint64>(found.images.count());
    found.set.height = found.images.height;
    found.set.width = found.images.width;
    found.set.hasLabels = !found.images.labels.empty();
    for (const std::string& name : found.images.classNames)
        found.set.classNames.append(QString::fromStdString(name));
    if (found.set.report.found == 0)
        found.set.report.found = found.set.count;
    return found;
}

} // namespace

Result<OwnSet> importData(const ImportOptions& options, const ImportChannel& channel)
{
    constexpr qint64 kFewest = 30; // a tenth each is held out, and batch norm wants a batch
    if (const auto checked = checkOptions(options); !checked)
        return tl::unexpected(checked.error());
    auto found = read(options, channel);
    if (!found)
        return tl::unexpected(found.error());
    if (channel.isCancelled())
        return OwnSet{};
    if (found->set.count < kFewest)
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("%1 holds %2 items that can be used; a data set needs at least %3.")
                        .arg(QDir::toNativeSeparators(options.source))
                        .arg(found->set.count)
                        .arg(kFewest));
    found->set.report.accepted = found->set.count;
    found->set.source = QFileInfo(options.source).absoluteFilePath();
    found->set.title = options.name.isEmpty() ? QFileInfo(options.source).completeBaseName() : options.name;
    if (found->set.title.isEmpty())
        found->set.title = QFileInfo(options.source).fileName();
    channel.progress(QStringLiteral("writing"), 0, 1);
    return writeOwnSet(options.folder, found->set, found->images, found->text);
}

} // namespace lb::experiments
