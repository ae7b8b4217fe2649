#pragma once

#include "gui/samples/sample_run.h"
#include "widgets/plots/path_plot.h"
#include "widgets/plots/plot_types.h"

#include <QPointer>
#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace lb::widgets {
class PositionCard;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

/// Below a path: what each run makes of one position on it, and how image and code change along it.
class PathDetails : public QWidget {
    Q_OBJECT
public:
    struct Entry {
        QPointer<SampleRun> run;
        widgets::PlotRun name;
    };
    PathDetails(const widgets::Theme& theme, QWidget* parent);

    void setRuns(const QList<Entry>& entries);
    /// Looks at what the runs know along the path again.
    void refresh();
    void setPosition(double position);

signals:
    void positionChosen(double position);

private:
    widgets::PathPlot* addPlot(const char* name, const QString& title, const QString& toolTip, const QString& yTitle);
    void showPosition();
    void showCurves();
    QStringList factsOf(const CodeDetails& along, qsizetype place) const;

    const widgets::Theme& m_theme;
    QList<Entry> m_entries;
    QLabel* m_title = nullptr;
    QLabel* m_none = nullptr;
    QHBoxLayout* m_row = nullptr;
    QList<widgets::PositionCard*> m_cards;
    QWidget* m_plots = nullptr;
    widgets::PathPlot *m_change = nullptr, *m_norm = nullptr;
    double m_reach = 1;
    double m_position = 0;
};

} // namespace lb::gui
