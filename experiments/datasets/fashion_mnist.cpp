#include "experiments/datasets/fashion_mnist.h"

#include "experiments/datasets/file_bytes.h"
#include "experiments/datasets/fingerprint.h"
#include "experiments/datasets/seeded_split.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <numeric>

namespace lb::experiments {

namespace {

constexpr qint64 kLargestFile = qint64{1} << 30;
constexpr std::size_t kValidationImages = 5000;
constexpr qint64 kMostSide = 4096;

const std::vector<std::string>& classNames()
{
    static const std::vector<std::string> names{"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
                                                "Sandal",      "Shirt",   "Sneaker",  "Bag",   "Ankle boot"};
    return names;
}

QString folderOf(const QStringList& folders)
{
    for (const QString& folder : folders)
        if (QFileInfo::exists(QDir(folder).filePath(QStringLiteral("train-images-idx3-ubyte.gz"))))
            return folder;
    return {};
}

Result<IdxArray> readIdx(const QString& path, std::size_t rank)
{
    const auto bytes = readFileBytes(path, kLargestFile);
    if (!bytes)
        return tl::unexpected(bytes.error());
    auto array =
        parseIdx({reinterpret_cast<const std::uint8_t*>(bytes->constData()), static_cast<std::size_t>(bytes->size())});
    if (!array)
        return fail(array.error().kind, QStringLiteral("%1: %2").arg(path, array.error().detail));
    if (array->dims.size() != rank)
        return fail(ErrorKind::Corrupt, QStringLiteral("%1: The file has %2 dimensions where %3 are expected.")
                                            .arg(path)
                                            .arg(array->dims.size())
                                            .arg(rank));
    return array;
}

Result<engine::ImageSet> readPart(const QString& folder, const QString& part)
{
    const QDir dir(folder);
    auto images = readLabelledImages(dir.filePath(part + QStringLiteral("-images-idx3-ubyte.gz")),
                                     dir.filePath(part + QStringLiteral("-labels-idx1-ubyte.gz")));
    if (!images)
        return images;
    const auto isClass = [](std::int32_t label) { return label < static_cast<std::int32_t>(classNames().size()); };
    if (!std::all_of(images->labels.begin(), images->labels.end(), isClass))
        return fail(ErrorKind::Corrupt,
                    QStringLiteral("%1: A label of the %2 file is not one of the 10 classes.").arg(folder, part));
    images->classNames = classNames();
    return images;
}

/// Over the images in use: a small limit makes it quick.
QString fingerprintOf(const LoadedDataset& data)
{
    const auto size = static_cast<std::size_t>(data.images.height * data.images.width);
    Fingerprint hash;
    hash.add(data.id);
    hash.add(data.images.height);
    hash.add(data.images.width);
    for (const auto* list : {&data.train, &data.validation, &data.test})
        for (const std::uint32_t item : *list) {
            hash.add(std::span<const std::uint8_t>(data.images.pixels).subspan(item * size, size));
            hash.add(static_cast<qint64>(data.images.labels[item]));
        }
    return hash.hex();
}

} // namespace

Result<engine::ImageSet> readLabelledImages(const QString& imageFile, const QString& labelFile)
{
    auto images = readIdx(imageFile, 3);
    if (!images)
        return tl::unexpected(images.error());
    const auto labels = readIdx(labelFile, 1);
    if (!labels)
        return tl::unexpected(labels.error());
    if (images->dims[0] != labels->dims[0])
        return fail(ErrorKind::Corrupt,
                    QStringLiteral("%1 holds %2 images, but %3 holds %4 labels; they do not belong together.")
                        .arg(imageFile)
                        .arg(images->dims[0])
                        .arg(labelFile)
                        .arg(labels->dims[0]));
    if (images->dims[1] > kMostSide || images->dims[2] > kMostSide)
        return fail(ErrorKind::Unsupported,
                    QStringLiteral("%1: The images have %2 x %3 pixels; up to %4 a side can be used.")
                        .arg(imageFile)
                        .arg(images->dims[1])
                        .arg(images->dims[2])
                        .arg(kMostSide));
    engine::ImageSet set;
    set.height = images->dims[1];
    set.width = images->dims[2];
    set.pixels = std::move(images->values);
    set.labels.assign(labels->values.begin(), labels->values.end());
    return set;
}

Result<LoadedDataset> loadFashionMnist(const QStringList& folders, const DatasetOptions& options)
{
    const QString folder = folderOf(folders);
    if (folder.isEmpty())
        return fail(ErrorKind::NotFound, missingFashionMnist());
    auto images = readPart(folder, QStringLiteral("train"));
    if (!images)
        return tl::unexpected(images.error());
    const auto test = readPart(folder, QStringLiteral("t10k"));
    if (!test)
        return tl::unexpected(test.error());
    if (test->height != images->height || test->width != images->width)
        return fail(ErrorKind::Corrupt,
                    QStringLiteral("%1: The images of the training and the test file differ in size.").arg(folder));

    const std::size_t count = images->count();
    const std::size_t heldOut = std::min(kValidationImages, count / 10);
    const std::size_t limit = options.limit == 0 ? count : static_cast<std::size_t>(options.limit);
    Split split = seededSplit(count, {.train = limit, .validation = heldOut, .test = 0}, options.splitSeed);
    split.test.resize(test->count());
    std::iota(split.test.begin(), split.test.end(), static_cast<std::uint32_t>(count));
    images->pixels.insert(images->pixels.end(), test->pixels.begin(), test->pixels.end());
    images->labels.insert(images->labels.end(), test->labels.begin(), test->labels.end());

    LoadedDataset data{.id = options.id, .kind = DatasetKind::Image, .images = std::move(*images)};
    data.report.found = data.report.accepted = static_cast<qint64>(data.images.count());
    data.splitHash = splitHash(split);
    data.train = std::move(split.train);
    data.validation = std::move(split.validation);
    data.test = std::move(split.test);
    data.fingerprint = fingerprintOf(data);
    return data;
}

bool hasFashionMnist(const QStringList& folders)
{
    return !folderOf(folders).isEmpty();
}

Result<DatasetPreview> previewFashionMnist(const QStringList& folders, int count)
{
    const QString folder = folderOf(folders);
    if (folder.isEmpty())
        return fail(ErrorKind::NotFound, missingFashionMnist());
    const auto images = readPart(folder, QStringLiteral("t10k"));
    if (!images)
        return tl::unexpected(images.error());
    DatasetPreview preview{.height = images->height, .width = images->width};
    const qint64 size = images->height * images->width;
    const auto shown = std::min(static_cast<std::size_t>(std::max(count, 0)), images->count());
    for (std::size_t i = 0; i < shown; ++i) {
        const auto* first = reinterpret_cast<const char*>(images->pixels.data()) + i * static_cast<std::size_t>(size);
        preview.thumbnails.append(QByteArray(first, size));
        preview.thumbnailLabels.append(
            QString::fromStdString(classNames()[static_cast<std::size_t>(images->labels[i])]));
    }
    return preview;
}

QString missingFashionMnist()
{
    return QStringLiteral("The package dataset-fashion-mnist is not installed: install it with "
                          "\"sudo apt-get install dataset-fashion-mnist\", then try again.");
}

} // namespace lb::experiments
