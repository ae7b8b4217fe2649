#include "experiments/store/item_tags.h"

#include "experiments/store/json_file.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <limits>

namespace lb::experiments {

namespace {

constexpr qsizetype kLongestTag = 40;

/// By data set.
using AllTags = QMap<QString, ItemTags>;

Result<ItemTags> tagsOfJson(const QJsonObject& object, const QString& file)
{
    ItemTags tags;
    for (auto tag = object.begin(); tag != object.end(); ++tag) {
        QSet<quint32>& items = tags[tag.key()];
        for (const QJsonValue item : tag->toArray()) {
            const double number = item.toDouble(-1);
            if (!(number >= 0 && number <= std::numeric_limits<quint32>::max() && number == std::floor(number)))
                return fail(ErrorKind::Corrupt,
                            QStringLiteral("%1 has items that are no numbers of items; mend or remove it.").arg(file));
            items.insert(static_cast<quint32>(number));
        }
    }
    return tags;
}

QJsonObject jsonOf(const ItemTags& tags)
{
    QJsonObject object;
    for (auto tag = tags.begin(); tag != tags.end(); ++tag) {
        QList<quint32> items(tag->cbegin(), tag->cend());
        std::sort(items.begin(), items.end());
        QJsonArray array;
        for (const quint32 item : items)
            array.append(static_cast<qint64>(item));
        object.insert(tag.key(), array);
    }
    return object;
}

Result<AllTags> readAll(const QString& projectFolder)
{
    const QString file = itemTagsFile(projectFolder);
    AllTags all;
    if (!QFileInfo::exists(file))
        return all;
    const auto json = readJsonFile(file);
    if (!json)
        return tl::unexpected(json.error());
    for (auto dataset = json->begin(); dataset != json->end(); ++dataset) {
        auto tags = tagsOfJson(dataset->toObject(), file);
        if (!tags)
            return tl::unexpected(tags.error());
        all.insert(dataset.key(), *std::move(tags));
    }
    return all;
}

Result<void> writeAll(const RunStore& store, const AllTags& all)
{
    if (store.isReadOnly())
        return fail(ErrorKind::ReadOnly, QStringLiteral("The project is open for reading only."));
    QJsonObject object;
    for (auto dataset = all.begin(); dataset != all.end(); ++dataset)
        if (!dataset->isEmpty())
            object.insert(dataset.key(), jsonOf(*dataset));
    return writeJsonFile(itemTagsFile(store.projectFolder()), object);
}

} // namespace

const char* itemTagProblem(const QString& tag)
{
    if (tag.isEmpty() || tag != tag.simplified())
        return QT_TRANSLATE_NOOP("ItemTag", "A tag is a word or some words, without spaces around them.");
    if (tag.size() > kLongestTag)
        return QT_TRANSLATE_NOOP("ItemTag", "A tag has at most 40 characters; shorten it.");
    const bool hasMark = std::any_of(tag.cbegin(), tag.cend(), [](QChar c) {
        return !c.isPrint() || c == QLatin1Char(';') || c == QLatin1Char(',') || c == QLatin1Char('"');
    });
    if (hasMark)
        return QT_TRANSLATE_NOOP("ItemTag", "A tag may not have , ; or \" in it, for tables use them.");
    return nullptr;
}

QStringList tagsOf(const ItemTags& tags, quint32 item)
{
    QStringList found;
    for (auto tag = tags.begin(); tag != tags.end(); ++tag)
        if (tag->contains(item))
            found.append(tag.key());
    return found;
}

QString itemTagsFile(const QString& projectFolder)
{
    return projectFolder + QStringLiteral("/item_tags.json");
}

Result<ItemTags> readItemTags(const QString& projectFolder, const QString& dataset)
{
    return readAll(projectFolder).map([&dataset](const AllTags& all) { return all.value(dataset); });
}

Result<void> tagItems(const RunStore& store, const QString& dataset, const QString& tag, const QSet<quint32>& items,
                      bool isTagged)
{
    if (const char* problem = itemTagProblem(tag))
        return fail(ErrorKind::InvalidArgument, QString::fromUtf8(problem));
    auto all = readAll(store.projectFolder());
    if (!all)
        return tl::unexpected(all.error());
    ItemTags& tags = (*all)[dataset];
    if (isTagged)
        tags[tag].unite(items);
    else
        tags[tag].subtract(items);
    tags.removeIf([](const ItemTags::iterator& each) { return each->isEmpty(); });
    return writeAll(store, *all);
}

Result<void> uniteItemTags(const RunStore& store, const QString& otherFolder)
{
    const auto others = readAll(otherFolder);
    if (!others || others->isEmpty())
        return {};
    auto all = readAll(store.projectFolder());
    if (!all)
        return tl::unexpected(all.error());
    for (auto dataset = others->begin(); dataset != others->end(); ++dataset)
        for (auto tag = dataset->begin(); tag != dataset->end(); ++tag)
            (*all)[dataset.key()][tag.key()].unite(*tag);
    return writeAll(store, *all);
}

} // namespace lb::experiments
