#pragma once

#include <QStyledItemDelegate>

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// A panel in the list of a figure's panels: a grip to drag it by, its check, its title, its letter at the right.
class PanelDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    enum Role {
        LetterRole = Qt::UserRole + 60 ///< "a)"; empty: none
    };

    PanelDelegate(const widgets::Theme& theme, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

private:
    const widgets::Theme& m_theme;
};

} // namespace lb::gui
