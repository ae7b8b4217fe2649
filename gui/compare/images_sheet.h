#pragma once

#include "experiments/records/metric_records.h"
#include "gui/compare/compare_sheet.h"

#include <QTimer>

class QLabel;
class QSlider;

namespace lb::widgets {
class ItemStripView;
}

namespace lb::gui {

class StoreThread;

/// The same validation items and prior samples from each shown run at the same step; one slider goes through all.
/// [ and ] go to the step before and after.
class ImagesSheet : public CompareSheet {
    Q_OBJECT
public:
    static constexpr qsizetype kMostRuns = 8;
    ImagesSheet(const widgets::Theme& theme, StoreThread& store, QWidget* parent);

protected:
    void takeScene() override;

private:
    void askSteps();
    void takeSteps(const QList<qint64>& steps);
    void askStrips();
    void go(int direction);
    void updateWords();

    StoreThread& m_store;
    widgets::ItemStripView* m_strips;
    QSlider* m_slider;
    QLabel* m_step;
    QLabel* m_empty;
    QStringList m_uids;
    QHash<QString, qint64> m_newest; ///< step of each run when its strips were asked for: a live run gets more
    QList<qint64> m_steps;           ///< of all runs together, rising
    QTimer m_askTimer;               ///< a drag over many steps asks for the one where it rests
    int m_generation = 0;
};

} // namespace lb::gui
