#pragma once

#include "experiments/records/metric_records.h"
#include "gui/compare/compare_sheet.h"
#include "widgets/plots/plot_types.h"

class QLabel;
class QStackedWidget;

namespace lb::widgets {
class ImageSwipe;
class ItemStripView;
} // namespace lb::widgets

namespace lb::gui {

class StoreThread;
class TimePosition;
struct KeptStrip;

/// The same validation items and prior samples from each shown run where the window looks in time; a run without them
/// there says so. [ and ] move the window to the step before and after of those that runs kept. Two runs can be laid on
/// top of each other under a divider (S), turned round (X), and told apart picture by picture (D).
class ImagesSheet : public CompareSheet {
    Q_OBJECT
public:
    static constexpr qsizetype kMostRuns = 8;
    struct Parts {
        const widgets::Theme& theme;
        StoreThread& store;
        TimePosition& time;
    };
    ImagesSheet(const Parts& parts, QWidget* parent);

protected:
    void takeScene() override;

private:
    void askSteps();
    void askStrips();
    void takeStrips(const QHash<QString, KeptStrip>& strips);
    void addSwipe();
    void fillSides();
    void showBody();
    void turnRound();

    StoreThread& m_store;
    TimePosition& m_time;
    widgets::ItemStripView* m_strips;
    widgets::ImageSwipe* m_swipe;
    QStackedWidget* m_body;
    QToolButton* m_swipeButton;
    QToolButton* m_differenceButton;
    QComboBox* m_left;
    QComboBox* m_right;
    QLabel* m_missing; ///< which runs kept nothing at the step
    QLabel* m_empty;
    QStringList m_uids;
    QHash<QString, QString> m_names;
    QList<widgets::PlotRun> m_runs;
    QHash<QString, experiments::ItemStrip> m_shown; ///< at the step; without those that have none
    QHash<QString, qint64> m_newest; ///< step of each run when its strips were asked for: a live run gets more
    QList<qint64> m_steps;           ///< of all runs together, rising
    int m_generation = 0;
    bool m_isLate = false; ///< the window moved in time while the sheet was not in front
};

} // namespace lb::gui
