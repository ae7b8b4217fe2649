#include "gui/report/report_item.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace lb::gui {

using experiments::ErrorKind;
using experiments::Result;

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

} // namespace

QString reportPictureKey(const QString& id)
{
    return QStringLiteral("report.picture.") + id;
}

QByteArray reportItemsText(const QList<ReportItem>& items)
{
    QJsonArray array;
    for (const ReportItem& item : items) {
        QJsonObject json{{word("id"), item.id},
                         {word("title"), item.title},
                         {word("caption"), item.caption},
                         {word("runs"), QJsonArray::fromStringList(item.uids)},
                         {word("source"), item.source}};
        if (item.figure)
            json.insert(word("figure"), item.figure->toJson());
        if (!item.text.isEmpty())
            json.insert(word("text"), item.text);
        array.append(json);
    }
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

Result<QList<ReportItem>> reportItemsFrom(const QByteArray& text)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(text, &problem);
    if (!document.isArray())
        return experiments::fail(
            ErrorKind::Corrupt, QStringLiteral("The list of figures is no JSON array: %1.").arg(problem.errorString()));
    QList<ReportItem> items;
    for (const QJsonValue value : document.array()) {
        const QJsonObject json = value.toObject();
        ReportItem item{.id = json.value(word("id")).toString(),
                        .title = json.value(word("title")).toString(),
                        .caption = json.value(word("caption")).toString(),
                        .uids = {},
                        .text = json.value(word("text")).toString(),
                        .source = json.value(word("source")).toString()};
        for (const QJsonValue uid : json.value(word("runs")).toArray())
            item.uids.append(uid.toString());
        if (json.contains(word("figure"))) {
            const auto spec = widgets::FigureSpec::fromJson(json.value(word("figure")).toObject());
            if (!spec)
                return tl::unexpected(spec.error());
            item.figure = *spec;
        }
        if (item.id.isEmpty())
            return experiments::fail(ErrorKind::Corrupt, QStringLiteral("A figure of the list has no id."));
        items.append(item);
    }
    return items;
}

} // namespace lb::gui
