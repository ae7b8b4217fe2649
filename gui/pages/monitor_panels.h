#pragma once

#include "gui/monitor/plot_layout.h"
#include "gui/monitor/seed_means.h"
#include "gui/run_board.h"
#include "widgets/figures/figure_spec.h"
#include "widgets/plots/plot_link.h"
#include "widgets/plots/plot_types.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

#include <optional>

class QAction;
class QGridLayout;
class QRubberBand;

namespace lb::widgets {
class HeatMapPlot;
class LinkedPlot;
class MetricPlot;
class PlotPanel;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

class TimeCursor;
class StoreThread;
struct MetricHistory;

/// The linked plots of the Monitor, as a PlotLayout says. Takes points from the board and hands each metric to its
/// plots; what a plot gains later is read from the store. Three columns; two where there is little room. Changes of the
/// layout by menus and drags are reported, not made.
class MonitorPanels : public QWidget {
    Q_OBJECT
public:
    MonitorPanels(const widgets::Theme& theme, RunBoard& board, StoreThread& store, QWidget* parent = nullptr);

    widgets::PlotLink& link() { return *m_link; }
    /// Plots that stay keep their curves.
    void setPlots(const PlotLayout& layout);
    const PlotLayout& plots() const { return m_layout; }
    /// The title above a plot; empty where there is no such plot.
    QString titleOf(const QString& plot) const;
    /// Asks for the metric on this plot; on a new one where there is no such plot, or where the two cannot share one.
    void addMetric(const QString& metric, const QString& plot);

    /// A shown run's curves are drawn, or hidden with their points kept: the legend.
    void setRunVisible(const QString& uid, bool visible);
    /// Runs that are alike but for their seed are drawn as their mean with a band; not on the time axis, where they get
    /// to a step at moments of their own. Heat maps and strips stay the runs' own.
    void setSeedsGrouped(bool grouped, SpreadKind band);
    bool groupsSeeds() const;
    void setSmoothing(double factor);
    void setRobust(bool robust);
    void setBestShown(bool shown);
    void setShownEventKinds(const QStringList& kinds);

    /// What the runs have at x (in units of the x axis), for the table of values.
    std::optional<double> valueAt(const QString& metric, const QString& uid, double x) const;
    std::optional<double> lastValue(const QString& metric, const QString& uid) const;
    /// The last value of any metric, plotted or not; of means the mean over the runs that have one.
    std::optional<double> lastOf(const QString& metric, const QString& line) const;
    /// Metrics of the table: all scalar ones that stand on plots, in their order.
    QStringList valueMetrics() const { return m_layout.metrics(); }
    /// All metrics, vectors too, that the shown runs have given so far.
    QStringList knownMetrics() const;
    /// Points of plots that came, since the range was chosen, from runs at work and lie beyond its end; 0 while all x
    /// are shown.
    qsizetype pointsBeyond() const { return m_link->xRange() ? m_pointsBeyond : 0; }
    /// "step 4,200": a place on the x axis.
    QString placeText(double x) const;
    /// All frames drawn so far: for tests of liveness.
    int frameCount() const;
    /// The first plot with this metric; it must be there, see `find`.
    widgets::MetricPlot& plot(const QString& metric) const { return *find(metric); }
    widgets::MetricPlot* find(const QString& metric) const;
    void focusFirst();
    /// Linear, log, symlog: the y axis of the plot that has the keyboard.
    void takeNextScale();
    /// The lines of the curves: runs, or means of seeds.
    QList<widgets::PlotRun> lines() const;
    QList<widgets::PlotRun> plotRuns() const { return m_runs; }
    QSize minimumSizeHint() const override;
    /// The zoom of the user: of y by plot, in places of its scale.
    QMap<QString, widgets::PlotRange> yRanges() const;
    void showView(std::optional<widgets::PlotRange> x, const QMap<QString, widgets::PlotRange>& y);
    /// The plots as they are shown now: runs, zoom, scales, smoothing; the start of an exported figure.
    widgets::FigureSpec figure() const;

signals:
    /// By the menu of a plot; its metrics, at least one.
    void figureRequested(const QStringList& metrics);
    /// Ctrl+C on a plot, or its menu.
    void copyRequested(const QStringList& metrics);
    void reportRequested(const QStringList& metrics);
    void runsChanged();
    void pointsBeyondChanged();
    /// Metrics on plots, or those that are known.
    void metricsChanged();
    void menuRequested(const QPoint& globalPosition);
    /// From a plot's menu: the current run, at the cursor.
    void forkRequested(qint64 step);
    /// A click on a row of a heat map.
    void dimensionRequested(const QString& uid, int dimension);
    /// The user asks for this layout; `what` in the words of the Edit menu.
    void layoutRequested(const lb::gui::PlotLayout& layout, const QString& what);
    /// From a plot's menu: "Add metric…", "Rename plot…".
    void metricListRequested(const QString& plot);
    void renameRequested(const QString& plot);
    /// A plot has the keyboard.
    void plotFocused(const QString& plot);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Panel {
        PlotChoice choice;
        widgets::PlotPanel* frame = nullptr;
        widgets::MetricPlot* curves = nullptr;   ///< null for a heat map
        widgets::HeatMapPlot* heatMap = nullptr; ///< null for curves
        QAction* batches = nullptr;              ///< shows the companion's points
        QString companion{};                     ///< metric drawn pale behind
        widgets::LinkedPlot* plot() const;
        QString metric() const { return choice.metrics.value(0); }
    };
    /// Metrics whose points plots miss.
    using Gains = QSet<QString>;

    Panel makePanel(const PlotChoice& choice);
    void updatePanel(Panel& panel, const PlotChoice& choice, Gains& gains);
    void decorate(Panel& panel);
    void setCurves(Panel& panel);
    void showRuns(const Panel& panel);
    void readHistory(const QString& uid, const QStringList& metrics);
    void takeHistory(const QString& uid, const MetricHistory& history);
    void appendPoints(const QString& uid, const QString& metric, QList<experiments::MetricPoint> points);
    /// What is recorded becomes what the plots show.
    void correct(const QString& uid, const QString& metric, QList<experiments::MetricPoint>& points) const;
    /// Reads all points of a curve again where a plot looks closer than what it keeps.
    void readDetail(widgets::MetricPlot* plot, const QString& uid, const QString& curve, bool isCompanion,
                    widgets::PlotRange steps);
    void appendVectors(const QString& uid, const QString& metric, const QList<experiments::VectorPoint>& vectors);

    /// Of the current run at the cursor left standing, or at the moving one; nothing: the axis does not tell.
    std::optional<qint64> cursorStep() const;
    /// Units of the x axis in one step of the current run; 0: the axis does not tell.
    double unitsPerStep() const;
    void arrange();
    void maximise(widgets::PlotPanel* panel, bool maximised);
    void takeShown();
    /// What the curves are of, from the runs that are shown; all points are read again.
    void takeLines();
    void averageSoon();
    void averageSeeds();
    /// Of all runs of a line, by step.
    QList<experiments::RunEvent> eventsOf(const QString& line) const;
    bool isHidden(const QString& uid) const;
    void takeUpdate(const QString& uid, const experiments::MetricUpdate& update);
    void countBeyond(const QString& uid, const QString& metric, const QList<experiments::MetricPoint>& points);
    void takeMarks(const QString& uid);
    void updateTheory();
    void updateUnits();
    const Panel* panelOf(const QWidget* frame) const;
    const Panel* panelAt(QPoint position) const;
    double symlogThreshold() const;

    void fillMenu(Panel& panel);
    void offerFigure(widgets::PlotPanel& panel);
    void offerLayout(const Panel& panel);
    void offerCopy();
    void request(const PlotLayout& layout, const QString& what);
    void move(const QString& plot, qsizetype to);
    void takeOff(const QString& metric, const QString& plot);
    void startDrag(const QString& plot);
    QList<widgets::FigurePanel> figurePanels(const Panel& panel) const;
    void addUnits(widgets::FigurePanel& figure, const QString& label) const;

    const widgets::Theme& m_theme;
    RunBoard& m_board;
    StoreThread& m_store;
    widgets::PlotLink* m_link = nullptr;
    TimeCursor* m_timeLine = nullptr;
    QGridLayout* m_grid = nullptr;
    PlotLayout m_layout;
    QList<Panel> m_panels; ///< in the order of the layout
    QList<widgets::PlotRun> m_runs;
    QList<SeedLine> m_lines;
    SeedMeans m_means;
    QTimer m_averageTimer;
    SpreadKind m_band = SpreadKind::Deviation;
    bool m_wantsMeans = false;
    QSet<QString> m_hidden;                      ///< lines, by the legend
    QHash<QString, QStringList> m_vectorMetrics; ///< by run
    QHash<QString, qsizetype> m_metricCounts;    ///< by run: how many were known when metricsChanged was said last
    std::optional<QStringList> m_eventKinds;     ///< of the user
    qsizetype m_pointsBeyond = 0;
    int m_columns = 0;
    double m_smoothing = 0;
    bool m_isRobust = true;
    bool m_isBestShown = false;
    QString m_maximised;               ///< id of a plot
    QRubberBand* m_dropMark = nullptr; ///< over the plot that would take what is dragged
};

} // namespace lb::gui
