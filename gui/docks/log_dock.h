#pragma once

#include "gui/docks/dock.h"
#include "gui/project/store_reader.h"
#include "gui/run_board.h"

namespace lb::widgets {
class LogView;
}

namespace lb::gui {

class StoreThread;

/// What the current run's worker wrote, and the events of the run.
class LogDock : public Dock {
    Q_OBJECT
public:
    LogDock(const widgets::Theme& theme, RunBoard& board, StoreThread& store, QWidget* parent);

private:
    void follow();
    void takeText(const LogText& text);

    RunBoard& m_board;
    StoreThread& m_store;
    widgets::LogView* m_view = nullptr;
    QString m_uid;
    QString m_unfinished; ///< a line whose end has not come yet
};

} // namespace lb::gui
