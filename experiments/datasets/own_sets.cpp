#include "experiments/datasets/own_sets.h"

#include "experiments/datasets/fashion_mnist.h"
#include "experiments/datasets/file_bytes.h"
#include "experiments/datasets/image_fingerprint.h"
#include "experiments/datasets/seeded_split.h"
#include "experiments/datasets/user_text.h"
#include "experiments/records/plain_name.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace lb::experiments {

namespace {

constexpr int kFormat = 1;
constexpr qint64 kLargestDescription = 1 << 20;
constexpr std::size_t kMostHeldOut = 5000;

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

QJsonObject toObject(const DatasetReport& report)
{
    QJsonArray skipped;
    for (const SkippedItems& items : report.skipped)
        skipped.append(QJsonObject{{word("reason"), items.reason},
                                   {word("count"), items.count},
                                   {word("examples"), QJsonArray::fromStringList(items.examples)}});
    return {{word("found"), report.found},
            {word("accepted"), report.accepted},
            {word("skipped"), skipped},
            {word("replaced_bytes"), report.replacedBytes}};
}

QStringList toStrings(const QJsonValue& value)
{
    QStringList result;
    for (const QJsonValue& entry : value.toArray())
        result.append(entry.toString());
    return result;
}

DatasetReport toReport(const QJsonObject& json)
{
    DatasetReport report;
    report.found = json.value(word("found")).toInteger();
    report.accepted = json.value(word("accepted")).toInteger();
    report.replacedBytes = json.value(word("replaced_bytes")).toInteger();
    for (const QJsonValue& value : json.value(word("skipped")).toArray()) {
        const QJsonObject entry = value.toObject();
        report.skipped.append({.reason = entry.value(word("reason")).toString(),
                               .count = entry.value(word("count")).toInteger(),
                               .examples = toStrings(entry.value(word("examples")))});
    }
    return report;
}

QString fileOf(const QString& folder, const OwnSet& set, const char* name)
{
    return QDir(folder).filePath(set.name + QLatin1Char('/') + QLatin1String(name));
}

Result<engine::ImageSet> readImages(const QString& folder, const OwnSet& set)
{
    auto images = set.hasLabels
                      ? readLabelledImages(fileOf(folder, set, "images.idx"), fileOf(folder, set, "labels.idx"))
                      : readImageFile(fileOf(folder, set, "images.idx"));
    if (!images)
        return images;
    if (images->height != set.height || images->width != set.width || static_cast<qint64>(images->count()) != set.count)
        return fail(ErrorKind::Corrupt,
                    QStringLiteral("The files of the data set %1 are not those that were imported. Import it again.")
                        .arg(set.title));
    for (const QString& name : set.classNames)
        images->classNames.push_back(name.toStdString());
    return images;
}

} // namespace

QString ownPrefix()
{
    return word("own:");
}

QString ownSetName(const QString& text)
{
    return plainName(text, word("data"));
}

QByteArray toJson(const OwnSet& set)
{
    const QJsonObject json{{word("format"), kFormat},
                           {word("name"), set.name},
                           {word("title"), set.title},
                           {word("kind"), datasetKindName(set.kind)},
                           {word("source"), set.source},
                           {word("count"), set.count},
                           {word("height"), set.height},
                           {word("width"), set.width},
                           {word("classes"), QJsonArray::fromStringList(set.classNames)},
                           {word("labels"), set.hasLabels},
                           {word("report"), toObject(set.report)}};
    return QJsonDocument(json).toJson();
}

Result<OwnSet> ownSetFromJson(const QByteArray& json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    const QJsonObject object = document.object();
    if (object.value(word("format")).toInteger() > kFormat)
        return fail(ErrorKind::Newer, QStringLiteral("The data set was imported by a newer version of this program."));
    OwnSet set{.name = object.value(word("name")).toString(),
               .title = object.value(word("title")).toString(),
               .kind = object.value(word("kind")).toString() == datasetKindName(DatasetKind::Text) ? DatasetKind::Text
                                                                                                   : DatasetKind::Image,
               .source = object.value(word("source")).toString(),
               .count = object.value(word("count")).toInteger(),
               .height = object.value(word("height")).toInteger(),
               .width = object.value(word("width")).toInteger(),
               .classNames = toStrings(object.value(word("classes"))),
               .hasLabels = object.value(word("labels")).toBool(),
               .report = toReport(object.value(word("report")).toObject())};
    const bool isImage = set.kind == DatasetKind::Image;
    if (set.name != ownSetName(set.name) || set.count < 1 || (isImage && (set.height < 1 || set.width < 1)))
        return fail(
            ErrorKind::Corrupt,
            QStringLiteral("A data set's description is damaged. Remove its folder and import the data again."));
    return set;
}

QList<OwnSet> ownSets(const QString& folder)
{
    QList<OwnSet> result;
    if (folder.isEmpty())
        return result;
    for (const QString& name : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const auto json = readFileBytes(QDir(folder).filePath(name + word("/data.json")), kLargestDescription);
        if (!json)
            continue; // a folder of something else
        const auto set = ownSetFromJson(*json);
        if (set && set->name == name)
            result.append(*set);
    }
    return result;
}

Result<OwnSet> findOwnSet(const QString& folder, const QString& id)
{
    QStringList known;
    for (const OwnSet& set : ownSets(folder)) {
        if (ownPrefix() + set.name == id)
            return set;
        known.append(ownPrefix() + set.name);
    }
    return fail(
        ErrorKind::NotFound,
        known.isEmpty()
            ? QStringLiteral("There is no data set \"%1\": this project has imported none. Import one on the Data "
                             "page or with 'import-data'.")
                  .arg(id)
            : QStringLiteral("There is no data set \"%1\" in this project. It has %2.")
                  .arg(id, known.join(word(", "))));
}

DatasetEntry entryOf(const OwnSet& set)
{
    const QString what = set.kind == DatasetKind::Text
                             ? QStringLiteral("%1 sentences of yours.").arg(set.count)
                             : QStringLiteral("%1 grey pictures of yours, %2 x %3%4.")
                                   .arg(set.count)
                                   .arg(set.height)
                                   .arg(set.width)
                                   .arg(set.hasLabels ? QStringLiteral(", with labels") : QString());
    return {.id = ownPrefix() + set.name,
            .title = set.title,
            .description = what,
            .kind = set.kind,
            .source = set.source,
            .isAvailable = true,
            .problem = {}};
}

Result<LoadedDataset> loadOwnSet(const QString& folder, const DatasetOptions& options)
{
    const auto set = findOwnSet(folder, options.id);
    if (!set)
        return tl::unexpected(set.error());
    if (set->kind == DatasetKind::Text)
        return loadUserText(fileOf(folder, *set, "sentences.txt"), options);
    auto images = readImages(folder, *set);
    if (!images)
        return tl::unexpected(images.error());
    const auto limit = static_cast<std::size_t>(options.limit);
    Split split = seededSplit(images->count(), sizesFor(images->count(), limit, kMostHeldOut), options.splitSeed);
    LoadedDataset data{.id = options.id, .kind = DatasetKind::Image, .images = std::move(*images)};
    data.report = set->report;
    data.splitHash = splitHash(split);
    data.train = std::move(split.train);
    data.validation = std::move(split.validation);
    data.test = std::move(split.test);
    data.fingerprint = imageFingerprint(data);
    return data;
}

Result<DatasetPreview> previewOwnSet(const QString& folder, const QString& id, qint64 first, qint64 count)
{
    const auto set = findOwnSet(folder, id);
    if (!set)
        return tl::unexpected(set.error());
    if (set->kind == DatasetKind::Text)
        return previewUserText(fileOf(folder, *set, "sentences.txt"), first, count);
    const auto images = readImages(folder, *set);
    if (!images)
        return tl::unexpected(images.error());
    return previewImages(*images, first, count);
}

} // namespace lb::experiments
