#pragma once

#include "widgets/plots/metric_chips.h"

#include <QFrame>
#include <QPoint>
#include <QStringList>

class QActionGroup;
class QLabel;
class QMenu;
class QToolButton;

namespace lb::widgets {

class LinkedPlot;
class Theme;

/// A framed plot with its header: name, info, a menu of choices (the scale), fit, more. Owns the plot.
/// For a MetricPlot the choices are linear / log / symlog and act on it; for a HeatMapPlot sorted / by number.
class PlotPanel : public QFrame {
    Q_OBJECT
public:
    PlotPanel(const Theme& theme, const QString& title, LinkedPlot* plot, QWidget* parent = nullptr);

    LinkedPlot* plot() const { return m_plot; }
    QString title() const;
    void setTitle(const QString& title);
    /// Of a plot that shows several metrics, or none yet: a row below the header. One alone: no row.
    void setMetrics(const QList<PlotMetric>& metrics, bool areRemovable = true);
    /// Formula, unit, direction, source: the tooltip of the info button. Empty hides the button.
    void setInfo(const QString& text);
    /// Threshold of the symlog scale, in values: AxisScale::kTextThreshold or kImageThreshold.
    void setSymlogThreshold(double threshold);
    /// Chooses as the user would, but tells nobody.
    void choose(int index);
    int choice() const;
    /// To which a page adds its actions; "Maximise" and "Fit" are there already.
    QMenu* moreMenu() const { return m_moreMenu; }
    /// Says whether the panel fills the page now: changes the words of the menu.
    void setMaximised(bool isMaximised);
    bool isMaximised() const { return m_isMaximised; }
    /// Where there is no page to fill: takes the choice away.
    void setMaximisable(bool isMaximisable);

signals:
    /// Double click on the header, or the menu: fill the page, or go back to the grid.
    void maximiseToggled(bool isMaximised);
    /// By the user: linear, log, symlog; sorted, by number.
    void choiceMade(int index);
    void metricRemoved(const QString& metric);
    /// The header is dragged, to move the panel elsewhere.
    void headerDragged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildHeader(const QString& title);
    QToolButton* makeButton(const QString& name, const QString& icon, const QString& toolTip);
    void buildChoices();
    void applyChoice(int index);

    const Theme& m_theme;
    LinkedPlot* m_plot;
    QLabel* m_title = nullptr;
    QToolButton* m_info = nullptr;
    QToolButton* m_choiceButton = nullptr;
    QActionGroup* m_choices = nullptr;
    MetricChips* m_chips = nullptr;
    QMenu* m_moreMenu = nullptr;
    QAction* m_maximise = nullptr;
    double m_symlogThreshold;
    bool m_isMaximised = false;
    QPoint m_pressedAt; ///< in the header
};

} // namespace lb::widgets
