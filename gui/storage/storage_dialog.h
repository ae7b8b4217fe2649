#pragma once

#include "experiments/records/result.h"
#include "gui/run_board.h"

#include <QDialog>

class QTabWidget;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

class Questions;
class RunActions;
class StoragePanel;
class StoreThread;
class TrashPanel;

/// What the project takes on the disk, and its trash. Stays open beside the window.
class StorageDialog : public QDialog {
    Q_OBJECT
public:
    enum class Tab { Storage, Trash };
    struct Parts {
        const widgets::Theme& theme;
        RunBoard& board;
        RunActions& runs;
        StoreThread& store;
        Questions& questions;
    };
    StorageDialog(const Parts& parts, QWidget* parent);
    void showTab(Tab tab);

signals:
    void pruned(int checkpoints, qint64 bytes);
    void failed(const lb::experiments::Error& error);

private:
    void refresh();

    QTabWidget* m_tabs = nullptr;
    StoragePanel* m_storage = nullptr;
    TrashPanel* m_trash = nullptr;
};

} // namespace lb::gui
