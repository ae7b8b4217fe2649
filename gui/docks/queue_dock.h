#pragma once

#include "gui/docks/dock.h"
#include "gui/docks/queue_model.h"

class QStackedLayout;
class QTableView;

namespace lb::gui {

/// The runs that wait. Drag, or Alt+Up and Alt+Down, to change their order.
class QueueDock : public Dock {
    Q_OBJECT
public:
    QueueDock(const widgets::Theme& theme, RunBoard& board, StoreThread& store, QWidget* parent);
    QueueModel& model() { return *m_model; }

signals:
    void contextMenuRequested(const QString& uid, const QPoint& globalPosition);

private:
    void showState();
    void moveCurrent(int by);

    RunBoard& m_board;
    QueueTimes* m_times = nullptr;
    QueueModel* m_model = nullptr;
    QTableView* m_view = nullptr;
    QStackedLayout* m_pages = nullptr;
};

} // namespace lb::gui
