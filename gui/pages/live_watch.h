#pragma once

#include "gui/run_board.h"

#include <QTimer>

namespace lb::widgets {
class LiveDot;
}

namespace lb::gui {

/// Tells a dot how the shown runs are that are at work: live, stalled, paused. The dot is hidden when none is.
class LiveWatch : public QObject {
    Q_OBJECT
public:
    LiveWatch(RunBoard& board, widgets::LiveDot& dot);

signals:
    /// The dot came, went, or got wider.
    void changed();

private:
    void look();

    RunBoard& m_board;
    widgets::LiveDot& m_dot;
    QTimer m_timer; ///< runs only while a shown run is at work
};

} // namespace lb::gui
