#pragma once

#include "widgets/tables/run_fold.h"

#include <QStyledItemDelegate>

namespace lb::widgets {

class Theme;

/// Paints the rows of a RunTreeModel: check, swatch and name; state with a thin progress line; value; trend; group
/// headings; of folds their number of runs and how many are in which state. Edits the names of runs.
class RunTreeDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit RunTreeDelegate(const Theme& theme, QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// What was typed stays when the row's run changes meanwhile.
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    /// The name column is narrow: the editor reaches over those behind it.
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

protected:
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

private:
    void paintGroup(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    /// "n = 3" at the right end; returns where it begins.
    int paintCount(QPainter& painter, const QRect& cell, const QModelIndex& index) const;
    void paintWord(QPainter& painter, const QStyleOptionViewItem& option, experiments::RunState state) const;
    void paintProgress(QPainter& painter, const QStyleOptionViewItem& option, double progress) const;
    void paintFoldState(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    /// Icons with their counts.
    void paintStates(QPainter& painter, const QRect& cell, const QList<StateCount>& states) const;
    int statesWidth(const QList<StateCount>& states) const;
    void paintValue(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintName(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintState(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintTrend(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;

    const Theme& m_theme;
};

} // namespace lb::widgets
