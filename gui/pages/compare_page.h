#pragma once

#include "gui/compare/compare_build.h"
#include "gui/report/report_item.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QLabel;
class QStackedLayout;

namespace lb::widgets {
class CompareModel;
class CompareView;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

class CompareBar;
class CompareColumnMemory;
class CompareData;
class ComparePane;
class RunBoard;
class StoreThread;

/// Runs side by side: a table of groups of seeds with a baseline, a sentence about the chosen group, two views of the
/// selection. Checks, brushes and boxes all change what the board shows; the chosen row is the board's current run.
class ComparePage : public QWidget {
    Q_OBJECT
public:
    struct Parts {
        const widgets::Theme& theme;
        RunBoard& board;
        StoreThread& store;
        std::function<QString()> projectFolder;
    };
    ComparePage(const Parts& parts, QWidget* parent);
    ~ComparePage() override;

    const CompareScene& scene() const { return m_scene; }
    CompareData& data() { return *m_data; }
    widgets::CompareModel& model() { return *m_model; }
    ComparePane& pane(int side) { return side == 0 ? *m_left : *m_right; }
    void focusTable();
    void focusFilter();
    /// What a terminal prints the same comparison with.
    QString command() const;
    /// The shown columns as a booktabs table.
    QString latex() const;

signals:
    void reportRequested(QWidget* view, const lb::gui::ReportItem& item);
    void demoRequested();
    void openRequested(const QString& uid);
    void failed(const lb::experiments::Error& error);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeEmpty();
    QWidget* makeBody();
    QWidget* makeClaim(QWidget* parent);
    void connectParts();
    void connectTable();
    void connectPane(ComparePane* pane);
    void addKeys();
    /// Soon: many changes in one turn of the loop are one rebuild.
    void scheduleRebuild();
    /// At once; with thousands of runs in another thread.
    void rebuild();
    CompareWish wish() const;
    void take(Comparison made);
    void takeRows();
    void takeHalf();
    void sort(const QString& column, bool isDescending);
    void updateClaim();
    void choose(const QString& key);
    void select(const QStringList& uids);
    void pin(const QString& key);
    void connectColumns();
    void keepColumns();

    Parts m_parts;
    CompareData* m_data;
    CompareColumnMemory* m_columns;
    CompareScene m_scene;
    CompareTable m_rows;
    QTimer m_rebuildTimer;
    QTimer m_halvesTimer;
    bool m_isBuilding = false; ///< in another thread
    bool m_isStale = false;    ///< what is being made is no longer what is asked for
    bool m_isLeftDue = false;
    bool m_isRightDue = false;
    QString m_currentKey;    ///< of the table: a run or a group
    bool m_isTaking = false; ///< the table follows the board just now
    QStackedLayout* m_pages = nullptr;
    CompareBar* m_bar = nullptr;
    widgets::CompareModel* m_model;
    widgets::CompareView* m_table = nullptr;
    QLabel* m_claimSubject = nullptr;
    QLabel* m_claimTest = nullptr;
    ComparePane* m_left = nullptr;
    ComparePane* m_right = nullptr;
};

} // namespace lb::gui
