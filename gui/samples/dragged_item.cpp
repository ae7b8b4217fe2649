#include "gui/samples/dragged_item.h"

#include <QDrag>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMimeData>
#include <QPixmap>

namespace lb::gui {

namespace {

constexpr int kDragPicture = 56;
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

void dragItem(QWidget* source, const DraggedItem& item, const QImage& picture, const QString& sentence)
{
    auto* content = new QMimeData;
    addItem(*content, item);
    auto* drag = new QDrag(source);
    drag->setMimeData(content);
    if (picture.isNull()) {
        content->setText(sentence);
    } else {
        content->setImageData(picture);
        drag->setPixmap(QPixmap::fromImage(picture.scaled(kDragPicture, kDragPicture, Qt::KeepAspectRatio)));
    }
    drag->exec(Qt::CopyAction);
}

} // namespace lb::gui
