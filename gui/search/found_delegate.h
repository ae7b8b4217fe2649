#pragma once

#include <QStyledItemDelegate>

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// A row of FoundModel: icon, title, kind in quieter letters, keys at the right.
class FoundDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit FoundDelegate(const widgets::Theme& theme, QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const widgets::Theme& m_theme;
};

} // namespace lb::gui
