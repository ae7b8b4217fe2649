#pragma once

#include "experiments/records/word_marks.h"

#include <QMetaType>
#include <QStyledItemDelegate>

namespace lb::widgets {

class Theme;

/// A line of text in a table. Stretches that the model marks get a box in the warning role.
class MarkedTextDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    enum Role {
        MarksRole = Qt::UserRole + 60, ///< QList<experiments::WordMark>
        QuietRole                      ///< true: in the muted colour
    };

    MarkedTextDelegate(const Theme& theme, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintMarks(QPainter& painter, const QRect& cell, const QModelIndex& index, const QString& shown) const;

    const Theme& m_theme;
};

} // namespace lb::widgets

Q_DECLARE_METATYPE(QList<lb::experiments::WordMark>)
