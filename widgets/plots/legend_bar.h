#pragma once

#include "widgets/plots/plot_types.h"

#include <QHash>
#include <QWidget>

class QHBoxLayout;
class QToolButton;

namespace lb::widgets {

class Theme;

/// Swatch and name of each run, once for all plots of a page. A click hides the run, another shows it.
class LegendBar : public QWidget {
    Q_OBJECT
public:
    explicit LegendBar(const Theme& theme, QWidget* parent = nullptr);

    /// All runs of the page in order; buttons of runs that stay are kept.
    void setRuns(const QList<PlotRun>& runs);
    void setRunVisible(const QString& uid, bool isVisible);

signals:
    void visibilityToggled(const QString& uid, bool isVisible);

private:
    void updateButton(const PlotRun& run);
    void updateAll();

    const Theme& m_theme;
    QList<PlotRun> m_runs;
    QHash<QString, QToolButton*> m_buttons;
    QHBoxLayout* m_row;
};

} // namespace lb::widgets
