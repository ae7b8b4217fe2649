#pragma once

#include <QStyledItemDelegate>

namespace lb::widgets {

class CompareModel;
class Theme;
struct CompareCell;
struct CompareRow;

/// Paints the rows of a CompareModel: check, swatch, name and pin; state; numbers with their delta, the best of a
/// column bold and underlined.
class CompareDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// Of the second words in a cell: numbers stand left of them, so that they align down a column.
    static constexpr int kDeltaWidth = 62;

    CompareDelegate(const Theme& theme, const CompareModel& model, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

private:
    void paintName(QPainter& painter, const QStyleOptionViewItem& option, const CompareRow& row, int check) const;
    void paintState(QPainter& painter, const QRect& rect, const CompareRow& row) const;
    void paintNumber(QPainter& painter, const QStyleOptionViewItem& option, const CompareCell& cell) const;
    void paintWords(QPainter& painter, const QStyleOptionViewItem& option, const CompareCell& cell) const;

    const Theme& m_theme;
    const CompareModel& m_model;
};

} // namespace lb::widgets
