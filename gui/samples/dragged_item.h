#pragma once

#include <QImage>
#include <QString>

#include <optional>

class QMimeData;
class QWidget;

namespace lb::gui {

/// An item of a data set on its way from where it is seen to a path or a sum, by drag and drop.
struct DraggedItem {
    QString dataset; ///< id
    QString split;   ///< "train", "validation" or "test"
    qint64 splitSeed = 1;
    qint64 position = 0; ///< in the split
    bool operator==(const DraggedItem&) const = default;
};

/// Beside what else is dragged: other programs take the picture or the sentence.
void addItem(QMimeData& content, const DraggedItem& item);
/// Nothing where there is none, or it is damaged.
std::optional<DraggedItem> itemIn(const QMimeData& content);
/// Starts a drag from `source` and waits until it is let go: the item and, for other programs, its picture or sentence.
void dragItem(QWidget* source, const DraggedItem& item, const QImage& picture, const QString& sentence);

} // namespace lb::gui
