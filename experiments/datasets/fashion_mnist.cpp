#include "experiments/datasets/fashion_mnist.h"

#include "experiments/datasets/file_bytes.h"
#include "experiments/datasets/image_fingerprint.h"
#include "experiments/datasets/seeded_split.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <future>
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

Result<IdxArray> readIdx(const QString& path, std::size_t rank, std::size_t spare = 0)
{
    const auto bytes = readFileBytes(path, kLargestFile);
    if (!bytes)
        return tl::unexpected(bytes.error());
    auto array = parseIdx(
        {reinterpret_cast<const std::uint8_t*>(bytes->constData()), static_cast<std::size_t>(bytes->size())}, spare);
    if (!array)
        return fail(array.error().kind, QStringLiteral("%1: %2").arg(path, array.error().detail));
    if (array->dims.size() != rank)
        return fail(ErrorKind::Corrupt, QStringLiteral("%1: The file has %2 dimensions where %3 are expected.")
                                            .arg(path)
                                            .arg(array->dims.size())
                                            .arg(rank));
    return array;
}

Result<engine::ImageSet> readPart(const QString& folder, const QString& part, std::size_t spare = 0)
{
    const QDir dir(folder);
    auto images = readLabelledImages(dir.filePath(part + QStringLiteral("-images-idx3-ubyte.gz")),
                                     dir.filePath(part + QStringLiteral("-labels-idx1-ubyte.gz")), spare);
    if (!images)
        return images;
    const auto isClass = [](std::int32_t label) { return label < static_cast<std::int32_t>(classNames().size()); };
    if (!std::all_of(images->labels.begin(), images->labels.end(), isClass))
        return fail(ErrorKind::Corrupt,
                    QStringLiteral("%1: A label of the %2 file is not one of the 10 classes.").arg(folder, part));
    images->classNames = classNames();
    return images;
}

} // namespace

Result<engine::ImageSet> readImageFile(const QString& imageFile, std::size_t spare)
{
    auto images = readIdx(imageFile, 3, spare);
    if (!images)
        return tl::unexpected(images.error());
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
    return set;
}

Result<engine::ImageSet> readLabelledImages(const QString& imageFile, const QString& labelFile, std::size_t spare)
{
    auto set = readImageFile(imageFile, spare);
    if (!set)
        return set;
    const auto labels = readIdx(labelFile, 1);
    if (!labels)
        return tl::unexpected(labels.error());
    if (set->count() != labels->dims[0])
        return fail(ErrorKind::Corrupt,
                    QStringLiteral("%1 holds %2 images, but %3 holds %4 labels; they do not belong together.")
                        .arg(imageFile)
                        .arg(set->count())
                        .arg(labelFile)
                        .arg(labels->dims[0]));
    set->labels.assign(labels->values.begin(), labels->values.end());
    return set;
}

DatasetPreview previewImages(const engine::ImageSet& images, qint64 first, qint64 count)
{
    DatasetPreview preview{.height = images.height, .width = images.width};
    const qint64 size = images.height * images.width;
    const qint64 end = std::min(first + count, static_cast<qint64>(images.count()));
    for (qint64 i = std::max<qint64>(first, 0); i < end; ++i) {
        preview.thumbnails.append(QByteArray(reinterpret_cast<const char*>(images.pixels.data()) + i * size, size));
        if (images.labels.empty())
            continue;
        const auto label = static_cast<std::size_t>(images.labels[static_cast<std::size_t>(i)]);
        preview.thumbnailLabels.append(label < images.classNames.size()
                                           ? QString::fromStdString(images.classNames[label])
                                           : QString::number(label));
    }
    return preview;
}

Result<LoadedDataset> loadFashionMnist(const QStringList& folders, const DatasetOptions& options)
{
    const QString folder = folderOf(folders);
    if (folder.isEmpty())
        return fail(ErrorKind::NotFound, missingFashionMnist());
    constexpr std::size_t kRoomForTest = std::size_t{8} << 20; // bytes: the two parts become one list
    auto testPart = std::async(std::launch::async, [&] { return readPart(folder, QStringLiteral("t10k")); });
    auto images = readPart(folder, QStringLiteral("train"), kRoomForTest);
    const auto test = testPart.get();
    if (!images)
        return tl::unexpected(images.error());
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
    data.fingerprint = imageFingerprint(data);
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
    return previewImages(*images, 0, count);
}

QString missingFashionMnist()
{
    return QStringLiteral("The package dataset-fashion-mnist is not installed: install it with "
                          "\"sudo apt-get install dataset-fashion-mnist\", then try again.");
}

} // namespace lb::experiments
