#pragma once

#include "widgets/plots/axis_scale.h"
#include "widgets/plots/spread_kind.h"

#include <QSet>
#include <QWidget>

class QActionGroup;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace lb::widgets {
class LegendBar;
class LiveDot;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

class LayoutMenu;
class RunBoard;
class SeedButton;

/// The row above the plots: legend (click hides), x axis, smoothing, robust range, events, live dot. Where there is
/// little room the choices fold into one menu.
class ViewBar : public QWidget {
    Q_OBJECT
public:
    /// `layouts` stays its owner's.
    ViewBar(const widgets::Theme& theme, RunBoard& board, LayoutMenu* layouts, QWidget* parent);

    void setRuns(const QList<widgets::PlotRun>& runs);
    /// Shows what is chosen elsewhere; tells nobody.
    void setXAxis(widgets::XMode mode, widgets::AxisScale::Kind scale);
    /// Off, or what it was before.
    void toggleSmoothing();
    SeedButton& seeds() const { return *m_seeds; }
    /// Without what may fold into the menu.
    QSize minimumSizeHint() const override;
    /// The user hid it by the legend.
    bool isHiddenByLegend(const QString& uid) const { return m_hidden.contains(uid); }

signals:
    void runToggled(const QString& uid, bool visible);
    void xAxisChosen(lb::widgets::XMode mode, lb::widgets::AxisScale::Kind scale);
    void smoothingChosen(double factor);
    /// Runs that are alike but for their seed as their mean, with this band.
    void seedsChosen(bool grouped, lb::widgets::SpreadKind band);
    void robustChosen(bool robust);
    void bestChosen(bool shown);
    void eventKindsChosen(const QStringList& kinds);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QComboBox* addChoice(const char* name, const QString& label, const QStringList& words, const QString& toolTip);
    void addXAxis();
    QToolButton* addToggle(const char* name, const QString& text, const QString& toolTip);
    void addEvents();
    void addLayouts(LayoutMenu* layouts);
    void addMore();
    void announceKinds();
    void fold();

    const widgets::Theme& m_theme;
    QHBoxLayout* m_row = nullptr;
    widgets::LegendBar* m_legend = nullptr;
    QWidget* m_legendArea = nullptr;
    QSet<QString> m_hidden;
    QList<QWidget*> m_foldable; ///< leftmost first; they go from the right
    QToolButton* m_xAxis = nullptr;
    QActionGroup* m_xModes = nullptr;
    QActionGroup* m_xScales = nullptr;
    QComboBox* m_smoothing = nullptr;
    int m_smoothingBefore = 2; ///< its choice when it was on last
    SeedButton* m_seeds = nullptr;
    QToolButton* m_robust = nullptr;
    QToolButton* m_best = nullptr;
    QToolButton* m_events = nullptr;
    QToolButton* m_layouts = nullptr;
    QMenu* m_eventMenu = nullptr;
    QToolButton* m_more = nullptr;
    QMenu* m_moreMenu = nullptr;
    widgets::LiveDot* m_live = nullptr;
};

} // namespace lb::gui
