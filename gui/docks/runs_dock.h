#pragma once

#include "gui/docks/dock.h"
#include "gui/run_board.h"

class QLineEdit;
class QStackedLayout;

namespace lb::widgets {
class RunTreeModel;
class RunTreeView;
} // namespace lb::widgets

namespace lb::gui {

/// The tree of runs with its filter. A check shows a run in the plots; the selected run is the current one.
class RunsDock : public Dock {
    Q_OBJECT
public:
    RunsDock(const widgets::Theme& theme, RunBoard& board, QWidget* parent);
    void focusFilter();
    widgets::RunTreeModel& model() { return *m_model; }

signals:
    void contextMenuRequested(const QString& uid, const QPoint& globalPosition);
    /// Double click: show it alone with its group.
    void openRequested(const QString& uid);

private:
    void takeRuns();
    void takeRun(const QString& uid);
    void takeShown();

    RunBoard& m_board;
    widgets::RunTreeModel* m_model = nullptr;
    widgets::RunTreeView* m_view = nullptr;
    QLineEdit* m_filter = nullptr;
    QStackedLayout* m_pages = nullptr;
};

} // namespace lb::gui
