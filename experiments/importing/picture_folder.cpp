#include "experiments/importing/picture_folder.h"

#include "experiments/importing/image_fit.h"
#include "experiments/importing/picture_file.h"

#include <QDir>
#include <QDirIterator>
#include <QMap>

#include <algorithm>

namespace lb::experiments {

namespace {

constexpr qsizetype kMostPictures = 5'000'000;
constexpr qsizetype kExamples = 100;
constexpr int kLookedAt = 64; ///< pictures that decide about the size
constexpr qint64 kSmallSide = 64;
constexpr qint64 kUsualSide = 32;
constexpr qsizetype kMostClasses = 256;

QStringList picturesBelow(const QString& folder, const ImportChannel& channel)
{
    QStringList result;
    QDirIterator files(folder, {QStringLiteral("*.png"), QStringLiteral("*.jpg"), QStringLiteral("*.jpeg")},
                       QDir::Files | QDir::Readable, QDirIterator::Subdirectories);
    while (files.hasNext() && result.size() < kMostPictures && !channel.isCancelled())
        result.append(files.next());
    std::sort(result.begin(), result.end());
    return result;
}

/// The class of each picture; empty when one lies outside all subfolders.
QStringList classesOf(const QString& folder, const QStringList& pictures)
{
    const QDir root(folder);
    QStringList result;
    for (const QString& picture : pictures) {
        const QString relative = root.relativeFilePath(picture);
        const qsizetype slash = relative.indexOf(QLatin1Char('/'));
        if (slash < 0)
            return {};
        result.append(relative.left(slash));
    }
    return result;
}

/// All of one size, and small: as they are. Else the usual one.
std::pair<qint64, qint64> sizeFor(const QStringList& pictures)
{
    std::pair<qint64, qint64> size{0, 0};
    for (const QString& path : pictures.mid(0, kLookedAt)) {
        const auto picture = readPicture(path);
        if (!picture)
            continue;
        const std::pair<qint64, qint64> own{picture->height, picture->width};
        if (size.first > 0 && own != size)
            return {kUsualSide, kUsualSide};
        size = own;
    }
    const bool isSmall = size.first >= 4 && size.second >= 4 && size.first <= kSmallSide && size.second <= kSmallSide;
    return isSmall ? size : std::pair<qint64, qint64>{kUsualSide, kUsualSide};
}

void skip(QMap<QString, SkippedItems>& skipped, const QString& reason, const QString& path)
{
    SkippedItems& items = skipped[reason];
    items.reason = reason;
    ++items.count;
    if (items.examples.size() < kExamples)
        items.examples.append(path);
}

} // namespace

Result<engine::ImageSet> readPictureFolder(const ImportOptions& options, const ImportChannel& channel,
                                           DatasetReport& report)
{
    const QStringList pictures = picturesBelow(options.source, channel);
    if (channel.isCancelled())
        return engine::ImageSet{};
    if (pictures.isEmpty())
        return fail(ErrorKind::NotFound, QStringLiteral("%1 holds no PNG or JPEG pictures, nor do its subfolders.")
                                             .arg(QDir::toNativeSeparators(options.source)));
    const QStringList classes = classesOf(options.source, pictures);
    QStringList names = QStringList(classes.begin(), classes.end());
    names.removeDuplicates();
    if (names.size() > kMostClasses)
        names.clear(); // a folder for every few pictures is no class
    const auto [height, width] = options.height > 0 ? std::pair(options.height, options.width) : sizeFor(pictures);
    if (height * width * pictures.size() > kMostImportedBytes)
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("%1 pictures of %2 x %3 pixels are more than 1 GiB. Say a smaller size.")
                        .arg(pictures.size())
                        .arg(height)
                        .arg(width));
    engine::ImageSet images{.height = height, .width = width, .pixels = {}, .labels = {}, .classNames = {}};
    QMap<QString, SkippedItems> skipped;
    const QDir root(options.source);
    for (qsizetype i = 0; i < pictures.size(); ++i) {
        if (channel.isCancelled())
            return engine::ImageSet{};
        channel.progress(QStringLiteral("reading"), i, pictures.size());
        const auto picture = readPicture(pictures[i]);
        if (!picture) {
            skip(skipped, picture.error().detail, root.relativeFilePath(pictures[i]));
            continue;
        }
        const GreyImage fit = fitted(*picture, height, width);
        images.pixels.insert(images.pixels.end(), fit.pixels.begin(), fit.pixels.end());
        if (!names.isEmpty())
            images.labels.push_back(static_cast<std::int32_t>(names.indexOf(classes[i])));
    }
    for (const QString& name : names)
        images.classNames.push_back(name.toStdString());
    report.found = pictures.size();
    report.skipped = skipped.values();
    if (images.count() == 0)
        return fail(
            ErrorKind::Corrupt,
            QStringLiteral("None of the %1 pictures in %2 can be read: the first, %3, because %4.")
                .arg(pictures.size())
                .arg(QDir::toNativeSeparators(options.source), skipped.first().examples.value(0), skipped.firstKey()));
    return images;
}

} // namespace lb::experiments
