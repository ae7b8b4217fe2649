#pragma once

#include "gui/run_board.h"
#include "widgets/figures/figure_spec.h"
#include "widgets/plots/plot_link.h"
#include "widgets/plots/plot_types.h"

#include <QWidget>

class QGridLayout;

namespace lb::widgets {
class HeatMapPlot;
class LinkedPlot;
class MetricPlot;
class PlotPanel;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

class TimeCursor;

/// The six linked plots of the Monitor: KL, reconstruction, ELBO, active units, KL per dimension, code entropy. Takes
/// points from the board and hands each metric to its plot. Three columns; two where there is little room.
class MonitorPanels : public QWidget {
    Q_OBJECT
public:
    MonitorPanels(const widgets::Theme& theme, RunBoard& board, QWidget* parent = nullptr);

    widgets::PlotLink& link() { return *m_link; }
    /// A shown run's curves are drawn, or hidden with their points kept: the legend.
    void setRunVisible(const QString& uid, bool visible);
    void setSmoothing(double factor);
    void setRobust(bool robust);
    void setShownEventKinds(const QStringList& kinds);

    /// What the runs have at x (in units of the x axis), for the table of values: metric name as in `valueMetrics`.
    std::optional<double> valueAt(const QString& metric, const QString& uid, double x) const;
    /// Metrics of the table, in its order.
    static QStringList valueMetrics();
    /// All frames drawn so far, and the curve points of a run in the KL plot: for tests of liveness.
    int frameCount() const;
    widgets::MetricPlot& plot(const QString& metric) const { return *m_plots.value(metric); }
    QList<widgets::PlotRun> plotRuns() const { return m_runs; }
    QSize minimumSizeHint() const override;
    /// The six plots as they are shown now: runs, zoom, scales, smoothing; the start of an exported figure.
    widgets::FigureSpec figure() const;

signals:
    /// By the menu of a plot; its metric.
    void figureRequested(const QString& metric);
    /// Ctrl+C on a plot, or its menu.
    void copyRequested(const QString& metric);
    void runsChanged();
    void menuRequested(const QPoint& globalPosition);
    /// From a plot's menu: the current run, at the cursor.
    void forkRequested(qint64 step);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Axis {
        QString metric;
        QString name; ///< objectName
        QString title;
        QString valueLabel;
        QString info;
        bool isSymlog = false;
        QString companion{}; ///< metric drawn pale behind
    };
    void addMetricPanel(const Axis& axis);
    void addHeatMap();
    /// Of the current run at the cursor left standing, or at the moving one; nothing: the axis does not tell.
    std::optional<qint64> cursorStep() const;
    /// Units of the x axis in one step of the current run; 0: the axis does not tell.
    double unitsPerStep() const;
    void addPanel(widgets::PlotPanel* panel, const QString& name, const QString& info);
    void arrange();
    void maximise(widgets::PlotPanel* panel, bool maximised);
    void takeShown();
    void takeUpdate(const QString& uid, const experiments::MetricUpdate& update);
    void takeMarks(const QString& uid);
    void updateTheory();
    void updateUnits();
    QList<widgets::LinkedPlot*> allPlots() const;
    /// Copy and Export in the panel's menu, and Ctrl+C on a plot.
    void offerFigure(widgets::PlotPanel& panel);
    void offerCopy();
    QString metricOf(const widgets::PlotPanel& panel) const;
    widgets::FigurePanel figurePanel(const widgets::PlotPanel& panel) const;

    const widgets::Theme& m_theme;
    RunBoard& m_board;
    widgets::PlotLink* m_link = nullptr;
    TimeCursor* m_timeLine = nullptr;
    QGridLayout* m_grid = nullptr;
    QList<widgets::PlotPanel*> m_panels;
    QHash<QString, widgets::MetricPlot*> m_plots;      ///< by metric
    QHash<QString, widgets::MetricPlot*> m_companions; ///< by the metric drawn behind
    widgets::HeatMapPlot* m_heatMap = nullptr;
    QList<widgets::PlotRun> m_runs;
    int m_columns = 0;
    double m_smoothing = 0;
    bool m_isRobust = true;
    widgets::PlotPanel* m_maximised = nullptr;
};

} // namespace lb::gui
