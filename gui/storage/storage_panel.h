#pragma once

#include "experiments/store/checkpoint_pruning.h"
#include "gui/run_board.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QSpinBox;
class QStandardItemModel;
class QTableView;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

class Questions;
class StorageModel;
class StoreThread;

/// Bytes of each run by kind, sortable, with the project's total and the disk's free space; below, the checkpoints that
/// can go without loss, of the selected runs or of all: how many bytes that frees is known before anything is done.
class StoragePanel : public QWidget {
    Q_OBJECT
public:
    struct Parts {
        const widgets::Theme& theme;
        RunBoard& board;
        StoreThread& store;
        Questions& questions;
    };
    StoragePanel(const Parts& parts, QWidget* parent);
    /// Measures anew.
    void refresh();

signals:
    /// How many checkpoints went, and the bytes that the disk gained.
    void pruned(int checkpoints, qint64 bytes);
    void failed(const lb::experiments::Error& error);

private:
    QWidget* makeTable();
    QWidget* makePruning();
    QWidget* makeRule(QWidget* parent);
    void readRule();
    void takeRule();
    void takeRuns();
    void measureNext();
    void updateTotals();
    QStringList selectedUids() const;
    experiments::PrunePolicy policy() const;
    void plan();
    void takePlan(const experiments::PrunePlan& plan);
    void askPrune();
    void doPrune();

    Parts m_parts;
    StorageModel* m_model = nullptr;
    QSortFilterProxyModel* m_sorted = nullptr;
    QTableView* m_table = nullptr;
    QLabel* m_totals = nullptr;
    QCheckBox* m_manual = nullptr;
    QCheckBox* m_rule = nullptr; ///< the project has one
    QSpinBox *m_newest = nullptr, *m_every = nullptr;
    QLabel* m_planned = nullptr;
    QTableView* m_preview = nullptr;
    QStandardItemModel* m_previewModel = nullptr;
    QPushButton* m_prune = nullptr;
    QStringList m_toMeasure;
    experiments::PrunePlan m_plan;
    qint64 m_freeBytes = -1;
    int m_generation = 0; ///< of plans: older answers are dropped
    bool m_isMeasuring = false;
};

} // namespace lb::gui
