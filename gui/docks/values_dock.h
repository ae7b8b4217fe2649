#pragma once

#include "gui/docks/dock.h"
#include "gui/run_board.h"

#include <QStringList>
#include <QTimer>

namespace lb::widgets {
class CursorValuesTable;
struct CursorValues;
} // namespace lb::widgets

namespace lb::gui {

class MonitorPanels;

/// What every shown run has at the cursor; with a cursor left standing also there, and the difference. Without a cursor
/// the latest values.
class ValuesDock : public Dock {
    Q_OBJECT
public:
    ValuesDock(const widgets::Theme& theme, RunBoard& board, MonitorPanels& panels, QWidget* parent);

private:
    void takeMetrics();
    void takeRuns();
    void update();
    widgets::CursorValues valuesAt(double x) const;
    widgets::CursorValues latest() const;
    QString placeText(double x) const;

    MonitorPanels& m_panels;
    widgets::CursorValuesTable* m_table = nullptr;
    QStringList m_metrics;
    QTimer m_updateTimer; ///< gathers cursor moves and new points into one update
};

} // namespace lb::gui
