#include "gui/samples/dragged_item.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMimeData>

namespace lb::gui {

namespace {

const QString kMime = QStringLiteral("application/x-latentbench-item");

} // namespace

void addItem(QMimeData& content, const DraggedItem& item)
{
    const QJsonObject json{{QStringLiteral("dataset"), item.dataset},
                           {QStringLiteral("split"), item.split},
                           {QStringLiteral("split_seed"), item.splitSeed},
                           {QStringLiteral("position"), item.position}};
    content.setData(kMime, QJsonDocument(json).toJson(QJsonDocument::Compact));
}

std::optional<DraggedItem> itemIn(const QMimeData& content)
{
    const QJsonObject json = QJsonDocument::fromJson(content.data(kMime)).object();
    const DraggedItem item{.dataset = json.value(QLatin1String("dataset")).toString(),
                           .split = json.value(QLatin1String("split")).toString(),
                           .splitSeed = json.value(QLatin1String("split_seed")).toInteger(1),
                           .position = json.value(QLatin1String("position")).toInteger(-1)};
    const bool isSplit = item.split == QLatin1String("train") || item.split == QLatin1String("validation") ||
                         item.split == QLatin1String("test");
    return !item.dataset.isEmpty() && isSplit && item.position >= 0 ? std::optional(item) : std::nullopt;
}

} // namespace lb::gui
