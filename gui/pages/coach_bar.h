#pragma once

#include "experiments/records/run_record.h"
#include "gui/run_board.h"
#include "widgets/logs/message_bar.h"

#include <QTimer>

class QSettings;

namespace lb::gui {

/// What to look at while the demo trains, in words made of its numbers. Empty: nothing yet.
QString coachWords(const QList<experiments::RunRecord>& runs, const RunBoard& board);

/// Above the plots while the shown runs are the demo's. Closed once, it stays away.
class CoachBar : public widgets::MessageBar {
    Q_OBJECT
public:
    CoachBar(const widgets::Theme& theme, RunBoard& board, QSettings& settings, QWidget* parent);

private:
    void take();

    RunBoard& m_board;
    QSettings& m_settings;
    QTimer m_soon;
};

} // namespace lb::gui
