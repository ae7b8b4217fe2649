#pragma once

#include "experiments/store/run_trash.h"
#include "gui/run_board.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStandardItemModel;
class QTableView;

namespace lb::gui {

class Questions;
class RunActions;
class StoreThread;

/// The runs in the trash: brought back, or deleted for good after a question that says how many and how many bytes.
class TrashPanel : public QWidget {
    Q_OBJECT
public:
    struct Parts {
        RunBoard& board;
        RunActions& runs;
        StoreThread& store;
        Questions& questions;
    };
    TrashPanel(const Parts& parts, QWidget* parent);
    void refresh();

private:
    void take(const QList<experiments::TrashedRun>& runs);
    void updateButtons();
    QStringList selectedUids() const;
    /// Weighs `uids`, asks, deletes.
    void askDelete(const QStringList& uids);

    Parts m_parts;
    QList<experiments::TrashedRun> m_runs;
    QStandardItemModel* m_model = nullptr;
    QTableView* m_table = nullptr;
    QLabel* m_summary = nullptr;
    QPushButton* m_restore = nullptr;
    QPushButton* m_delete = nullptr;
    QPushButton* m_empty = nullptr;
};

} // namespace lb::gui
