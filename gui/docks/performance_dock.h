#pragma once

#include "gui/docks/dock.h"
#include "gui/run_board.h"

#include <QHash>
#include <QTimer>

class QLabel;
class QStackedLayout;

namespace lb::widgets {
class TimeBar;
class TrendRows;
} // namespace lb::widgets

namespace lb::gui {

/// How fast the current run is and what it takes of the computer: where a step's time goes (mean of the last steps),
/// its throughput, processor and memory over the last minutes.
class PerformanceDock : public Dock {
    Q_OBJECT
public:
    static constexpr qsizetype kSteps = 100; ///< whose mean is shown
    static constexpr qsizetype kTrend = 300; ///< newest values of a trend

    PerformanceDock(const widgets::Theme& theme, RunBoard& board, QWidget* parent);

private:
    /// The newest values of a metric.
    using Recent = QHash<QString, QList<double>>;

    void take(const QString& uid, const experiments::MetricUpdate& update);
    void showRun();
    double mean(const Recent& recent, const QString& metric) const;

    RunBoard& m_board;
    QHash<QString, Recent> m_recent; ///< by run
    QStackedLayout* m_pages = nullptr;
    widgets::TimeBar* m_bar = nullptr;
    widgets::TrendRows* m_trends = nullptr;
    QLabel* m_sum = nullptr;
    QTimer m_updateTimer;
};

} // namespace lb::gui
