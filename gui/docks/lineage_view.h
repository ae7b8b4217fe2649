#pragma once

#include "gui/docks/lineage.h"
#include "gui/run_board.h"

#include <QWidget>

class QLabel;
class QStandardItem;
class QStandardItemModel;
class QTreeView;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

class StoreThread;

/// Where the current run comes from and what came from it, as a tree; a click on a run makes it the current one. Above
/// it the data it learned from.
class LineageView : public QWidget {
    Q_OBJECT
public:
    struct Parts {
        const widgets::Theme& theme;
        RunBoard& board;
        StoreThread& store;
    };
    LineageView(const Parts& parts, QWidget* parent);

signals:
    /// The data set was clicked.
    void dataRequested(const QString& id);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void takeRuns();
    void readFacts();
    void rebuild();
    QList<QStandardItem*> rowOf(const LineageEntry& entry) const;
    struct Origin {
        QString word;     ///< "step 1,200"
        QString sentence; ///< for the tooltip
    };
    Origin originOf(const LineageEntry& entry, const experiments::RunRecord& run) const;
    void choose(const QModelIndex& index);

    Parts m_parts;
    QList<LineageEntry> m_entries;
    LineageFacts m_facts;
    QString m_uid;
    QStringList m_names; ///< as shown: a rename shows too
    QLabel* m_data = nullptr;
    QLabel* m_origin = nullptr; ///< how the data were split, and which program trained
    QStandardItemModel* m_model = nullptr;
    QTreeView* m_tree = nullptr;
};

} // namespace lb::gui
