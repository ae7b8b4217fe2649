#pragma once

#include <QTreeView>

namespace lb::widgets {

class RunFilterModel;
class RunTreeModel;
class Theme;

/// The tree of the Runs dock over a RunTreeModel (which it does not own), filtered.
class RunTreeView : public QTreeView {
    Q_OBJECT
public:
    RunTreeView(const Theme& theme, RunTreeModel* model, QWidget* parent = nullptr);

    /// See experiments/records/run_query.h.
    void setFilterText(const QString& text);
    /// Empty when nothing or a group is selected.
    QString currentUid() const;
    QStringList selectedUids() const;
    void setCurrentUid(const QString& uid);

signals:
    void currentRunChanged(const QString& uid);
    /// Double click or Return.
    void runActivated(const QString& uid);
    /// For the context menu of the selected runs.
    void menuRequested(const QString& uid, QPoint globalPosition);

protected:
    void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void span(int first, int last);

    const Theme& m_theme;
    RunTreeModel* m_runs;
    RunFilterModel* m_filter;
};

} // namespace lb::widgets
