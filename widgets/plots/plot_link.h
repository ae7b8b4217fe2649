#pragma once

#include "widgets/plots/axis_scale.h"

#include <QHash>
#include <QList>
#include <QObject>

#include <optional>

namespace lb::widgets {

/// What several plots share: the x axis, the zoom with its history, the cursor. Plots given the same link move
/// together. An absent range means "fit the data". All x are in units of the x mode. GUI thread only.
class PlotLink : public QObject {
    Q_OBJECT
public:
    explicit PlotLink(QObject* parent = nullptr);

    XMode xMode() const { return m_xMode; }
    /// Forgets zoom and cursor: their numbers mean nothing on another axis.
    void setXMode(XMode mode);

    /// How the x axis spaces what it counts. A symlog axis is linear below one step, a hundredth of an epoch, a hundred
    /// examples, a second.
    AxisScale xScale() const;
    /// Forgets the zoom: it may lie where the scale has no place.
    void setXScale(AxisScale::Kind kind);

    std::optional<PlotRange> xRange() const { return m_view.x; }
    /// In places of the plot's own scale.
    std::optional<PlotRange> yRange(const QObject* plot) const;
    /// The union of what all plots hold, for fitting all to one axis; [0, 1] when there is nothing ([1, 10] on a log
    /// axis).
    PlotRange dataExtent() const;
    void setDataExtent(const QObject* plot, std::optional<PlotRange> extent);
    /// Called by a plot that dies.
    void forget(const QObject* plot);

    /// One view change by the user. `continues` joins it to the previous one (the same drag or turn of the wheel), so
    /// that one step back undoes the whole gesture.
    void setView(std::optional<PlotRange> x, const QObject* plot, std::optional<PlotRange> y, bool continues = false);
    /// To the view before the last change; nothing when there is none.
    void back();
    bool canGoBack() const { return !m_history.isEmpty(); }
    /// All data on x, and on y in every plot.
    void fit();
    /// All data on x in every plot, and on y in this one.
    void fitPlot(const QObject* plot);
    /// y of this plot alone, as after a change of its scale; no step back.
    void forgetY(const QObject* plot);

    /// The line that follows the mouse.
    std::optional<double> cursor() const { return m_cursor; }
    void setCursor(std::optional<double> x, const QObject* plot = nullptr);
    /// The plot under the mouse: the one that flags the step.
    const QObject* cursorPlot() const { return m_cursorPlot; }
    /// A line the user left standing (A), to compare with the moving one (B).
    std::optional<double> pinned() const { return m_pinned; }
    void setPinned(std::optional<double> x);

signals:
    void viewChanged();
    void extentChanged();
    void cursorMoved();
    void xModeChanged();

private:
    struct View {
        std::optional<PlotRange> x;
        QHash<const QObject*, PlotRange> y;
        bool operator==(const View&) const = default;
    };
    void change(const View& view, bool continues);

    XMode m_xMode = XMode::Step;
    AxisScale::Kind m_xScale = AxisScale::Kind::Linear;
    View m_view;
    QList<View> m_history;
    QHash<const QObject*, PlotRange> m_extents;
    std::optional<double> m_cursor;
    std::optional<double> m_pinned;
    const QObject* m_cursorPlot = nullptr; ///< compared only, never followed
};

} // namespace lb::widgets
