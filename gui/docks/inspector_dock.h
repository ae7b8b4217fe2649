#pragma once

#include "gui/docks/dock.h"
#include "gui/project/run_config.h"
#include "gui/run_board.h"

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QStandardItemModel;
class QTabWidget;
class QTableView;
class QTextBrowser;
class QTimer;
class QToolButton;

namespace lb::gui {

class ConfigView;
class RunActions;
class StoreThread;

/// The current run: its settings with what differs, notes and tags, checkpoints, lineage.
class InspectorDock : public Dock {
    Q_OBJECT
public:
    InspectorDock(const widgets::Theme& theme, RunBoard& board, RunActions& runs, StoreThread& store, QWidget* parent);
    ~InspectorDock() override;

    /// Settings of the current run, when they have been read.
    const RunConfig& config() const { return m_config; }

signals:
    /// A checkpoint of the current run was activated.
    void forkRequested(qint64 step);
    /// A checkpoint of the current run is to be exported, or the command that does it copied.
    void exportRequested(qint64 step);
    void exportCommandRequested(qint64 step);
    /// The current run's data set was clicked.
    void dataRequested(const QString& id);

private:
    QWidget* makeNotes();
    QWidget* makeCheckpoints();
    void showCheckpointMenu(qint64 step, const QPoint& globalPosition);
    void readRun();
    void showRecord();
    void showConfig(const RunConfig& config);
    void showCheckpoints();
    void saveNotes();
    void showPreview(bool isShown);

    RunBoard& m_board;
    RunActions& m_runs;
    StoreThread& m_store;
    QString m_uid;
    RunConfig m_config;
    QLabel* m_swatch = nullptr;
    QLabel* m_name = nullptr;
    QLabel* m_detail = nullptr;
    QLabel* m_state = nullptr; ///< patience, or why it has ended
    QLabel* m_changes = nullptr;
    QTabWidget* m_tabs = nullptr;
    ConfigView* m_configView = nullptr;
    QPlainTextEdit* m_notes = nullptr;
    QTextBrowser* m_preview = nullptr;
    QToolButton* m_showPreview = nullptr;
    QLineEdit* m_tags = nullptr;
    QString m_seenNotes; ///< of the record, as it was last told
    QTimer* m_notesTimer = nullptr;
    QStandardItemModel* m_checkpoints = nullptr;
    qsizetype m_shownCheckpoints = -1;
};

} // namespace lb::gui
