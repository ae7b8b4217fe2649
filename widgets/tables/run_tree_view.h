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
    bool isFiltering() const;
    /// Of a fold: the run that was current before, or its first. Empty when nothing or a heading is current.
    QString currentUid() const;
    /// Folds give the runs that they stand for.
    QStringList selectedUids() const;
    /// A run inside a closed fold makes the fold current.
    void setCurrentUid(const QString& uid);
    /// Opens what is closed around the run, then makes it current.
    void reveal(const QString& uid);
    /// Reveals the run and opens an editor on its name. Nothing while a search leaves it out.
    void editName(const QString& uid);
    /// It stands in the archive, which is closed.
    bool isPutAway(const QString& uid) const;
    /// The column of `RunTreeModel::setValueMetric` in place of the trends.
    void setValueColumnShown(bool isShown);

signals:
    void currentRunChanged(const QString& uid);
    void selectedRunsChanged(const QStringList& uids);
    /// Double click or Return.
    void runActivated(const QString& uid);
    /// For the context menu of the selected runs.
    void menuRequested(const QString& uid, QPoint globalPosition);

protected:
    void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void span(int first, int last);
    void activate(const QModelIndex& index);
    /// The row to be seen for `index`: itself, or the closed fold around it.
    QModelIndex seenFor(const QModelIndex& index) const;

    const Theme& m_theme;
    RunTreeModel* m_runs;
    RunFilterModel* m_filter;
    QString m_currentUid;
};

} // namespace lb::widgets
