#pragma once

#include "gui/docks/dock.h"
#include "gui/run_board.h"

class QLineEdit;
class QStackedLayout;
class QToolButton;
class QVBoxLayout;

namespace lb::widgets {
class RunTreeModel;
class RunTreeView;
} // namespace lb::widgets

namespace lb::gui {

class Questions;
class RunListSettings;

/// The tree of runs with its filter. A check shows a run in the plots; the selected run is the current one.
class RunsDock : public Dock {
    Q_OBJECT
public:
    struct Parts {
        const widgets::Theme& theme;
        RunBoard& board;
        RunListSettings& settings;
        Questions& questions;
    };
    RunsDock(const Parts& parts, QWidget* parent);
    void focusFilter();
    /// Searches for `text` and shows the field.
    void search(const QString& text);
    void openSearchMenu();
    /// Shows the row of the run and opens an editor on its name.
    void editName(const QString& uid);
    widgets::RunTreeModel& model() { return *m_model; }

signals:
    void contextMenuRequested(const QString& uid, const QPoint& globalPosition);
    /// Double click: show it alone with its group.
    void openRequested(const QString& uid);
    void trashRequested();
    void renameRequested(const QString& uid, const QString& name);

private:
    void makeFilter(QVBoxLayout& column);
    void makeMenus();
    void connectBoard();
    void takeSettings();
    void takeTrash();
    void takeRuns();
    void takeRun(const QString& uid);
    void takeCurrent(const QString& uid);
    void takeShown();

    RunBoard& m_board;
    RunListSettings& m_settings;
    Questions& m_questions;
    widgets::RunTreeModel* m_model = nullptr;
    widgets::RunTreeView* m_view = nullptr;
    QLineEdit* m_filter = nullptr;
    QToolButton* m_searches = nullptr;
    QToolButton* m_trash = nullptr;
    QStackedLayout* m_pages = nullptr;
    bool m_isTakingRuns = false;
};

} // namespace lb::gui
