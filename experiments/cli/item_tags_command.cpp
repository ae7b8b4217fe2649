#include "experiments/cli/commands.h"
#include "experiments/cli/output.h"
#include "experiments/datasets/dataset_registry.h"
#include "experiments/store/item_tags.h"

#include <QJsonArray>

#include <algorithm>

namespace lb::experiments {

namespace {

/// "3,5,8-10"; nothing where that is not understood.
std::optional<QSet<quint32>> itemsOf(const QString& text)
{
    constexpr quint32 kMost = 10'000'000; // of a range: a slip of the pen must not fill the memory
    QSet<quint32> items;
    for (const QString& part : text.split(QLatin1Char(','))) {
        bool isNumber = false, isEnd = true;
        const quint32 first = part.section(QLatin1Char('-'), 0, 0).trimmed().toUInt(&isNumber);
        quint32 last = first;
        if (part.contains(QLatin1Char('-')))
            last = part.section(QLatin1Char('-'), 1).trimmed().toUInt(&isEnd);
        if (!isNumber || !isEnd || last < first || last - first >= kMost)
            return std::nullopt;
        for (quint64 item = first; item <= last; ++item)
            items.insert(static_cast<quint32>(item));
    }
    return items;
}

QList<quint32> sorted(const QSet<quint32>& items)
{
    QList<quint32> list(items.cbegin(), items.cend());
    std::sort(list.begin(), list.end());
    return list;
}

void listTags(const Session& session, const ItemTags& tags, const QString& dataset)
{
    TextTable table({QStringLiteral("Tag"), QStringLiteral(">Items")});
    for (auto tag = tags.begin(); tag != tags.end(); ++tag) {
        if (session.isJson)
            printJson({{QStringLiteral("data"), dataset},
                       {QStringLiteral("tag"), tag.key()},
                       {QStringLiteral("count"), tag->size()}});
        table.addRow({tag.key(), QString::number(tag->size())});
    }
    if (!session.isJson)
        printText(tags.isEmpty() ? QStringLiteral("No item of %1 has a tag.\n").arg(dataset) : table.text());
}

int listItems(const Session& session, const ItemTags& tags, const ItemTagArguments& arguments)
{
    if (!tags.contains(arguments.tag))
        return reportError(
            {ErrorKind::NotFound, QStringLiteral("No item of %1 has the tag '%2'. 'tag-items %1' lists the tags.")
                                      .arg(arguments.dataset, arguments.tag)});
    QJsonArray array;
    QString lines;
    for (const quint32 item : sorted(tags.value(arguments.tag))) {
        array.append(static_cast<qint64>(item));
        lines += QString::number(item) + QLatin1Char('\n');
    }
    if (session.isJson)
        printJson({{QStringLiteral("data"), arguments.dataset},
                   {QStringLiteral("tag"), arguments.tag},
                   {QStringLiteral("items"), array}});
    else
        printText(lines);
    return kExitDone;
}

} // namespace

int tagItemsCommand(Session& session, const ItemTagArguments& arguments)
{
    const bool isChange = !arguments.items.isEmpty();
    const Result<RunStore*> store = isChange ? session.store() : session.storeToRead();
    if (!store)
        return reportError(store.error());
    DatasetPlaces places = DatasetPlaces::standard();
    places.own = session.dataFolder();
    if (const auto known = DatasetRegistry(places).find(arguments.dataset); !known)
        return reportError(known.error());
    if (isChange) {
        const auto items = itemsOf(arguments.items);
        if (!items)
            return reportError(
                {ErrorKind::InvalidArgument,
                 QStringLiteral("\"%1\" is no list of items; write their numbers in the data set, such as 3,5,8-10.")
                     .arg(arguments.items)});
        const auto written =
            tagItems(**store, arguments.dataset, arguments.tag.simplified(), *items, !arguments.isTakenOff);
        if (!written)
            return reportError(written.error());
    }
    const auto tags = readItemTags((*store)->projectFolder(), arguments.dataset);
    if (!tags)
        return reportError(tags.error());
    if (!isChange && !arguments.tag.isEmpty())
        return listItems(session, *tags, arguments);
    listTags(session, *tags, arguments.dataset);
    return kExitDone;
}

} // namespace lb::experiments
