#pragma once

#include "widgets/plots/axis_scale.h"
#include "widgets/plots/linked_plot.h"
#include "widgets/plots/metric_series.h"

#include <vector>

namespace lb::widgets {

class CurveGraph;

/// Curves of one metric, or of several, for several runs over a shared x axis. Live and recorded data arrive the same
/// way: `append`. Functions with a `metric` mean the run's first curve where it is empty. Appending is cheap; drawing
/// is throttled and thinned to pixels. GUI thread only.
class MetricPlot : public LinkedPlot {
    Q_OBJECT
public:
    /// `link` is shared with the other plots of a page and may be null: the plot then has its own.
    explicit MetricPlot(const Theme& theme, PlotLink* link = nullptr, QWidget* parent = nullptr);
    ~MetricPlot() override;

    /// The y axis's words with unit, such as "KL (nats)".
    void setValueLabel(const QString& label);
    QString valueLabel() const { return m_valueLabel; }

    /// Curves by uid and metric, in legend order. One that stays keeps its points; one that goes loses them.
    void setRuns(const QList<PlotRun>& runs);
    void setRunVisible(const QString& uid, bool isVisible);
    bool isRunVisible(const QString& uid) const;
    /// Steps rising. Points of a curve that is not here are ignored.
    void append(const QString& uid, const QList<experiments::MetricPoint>& points, const QString& metric = {});
    /// Of all curves of the run, or of one.
    void clearPoints(const QString& uid, const QString& metric = {});
    /// Gives every curve a noisier companion of the same quantity, such as training batches behind validation values:
    /// drawn at 35 % behind the curve, left out of the fitted y range while the curve itself has points. Smoothing then
    /// acts on the companion, and the curve stays as recorded.
    void setCompanion(bool hasCompanion);
    void setCompanionVisible(bool isVisible);
    bool isCompanionVisible() const { return m_isCompanionVisible; }
    void appendCompanion(const QString& uid, const QList<experiments::MetricPoint>& points);
    /// The answer to `detailWanted`: all recorded points of those steps.
    void setDetail(const QString& uid, const QString& metric, bool isCompanion, PlotRange steps,
                   const QList<experiments::MetricPoint>& points);

    /// A ground at 16 % of the hue behind a curve: of the seeds that it is the mean of. Steps rising; empty: none.
    void setSpread(const QString& uid, const QList<SpreadPoint>& spread, const QString& metric = {});
    QList<SpreadPoint> spread(const QString& uid, const QString& metric = {}) const;

    void setScale(const AxisScale& scale);
    const AxisScale& scale() const { return m_scale; }
    /// Values hold until the next point, as counts do, instead of being joined by slopes.
    void setStepped(bool isStepped);
    /// See DebiasedMean; raw values stay behind it at 35 %. 0: off.
    void setSmoothing(double factor);
    /// Marks each curve's best raw value, smoothed or not, where its metric has better and worse: value and step beside
    /// the mark while there is room, and in a tooltip.
    void setBestShown(bool isShown);
    /// Leaves out the outermost 2 % at both ends when fitting y.
    void setRobust(bool isRobust);
    /// Values that the fitted y range always shows, such as 0; theory lines are shown anyway.
    void setIncludedValues(const QList<double>& values);
    /// Ticks at multiples of this, such as 8 for units of 32; 0: chosen freely.
    void setTickStep(double step);
    void setTheoryLines(const QList<TheoryLine>& lines);
    void setNotes(const QList<PlotNote>& notes);

    /// The shown value (smoothed when smoothing) at x in units of the x axis; nothing where the curve does not reach.
    std::optional<double> valueAt(const QString& uid, double x, const QString& metric = {}) const;
    std::optional<double> lastValue(const QString& uid, const QString& metric = {}) const;
    /// The best raw value with its step; nothing where the metric has no better and worse.
    std::optional<MetricSeries::Extreme> best(const QString& uid, const QString& metric = {}) const;
    qsizetype pointCount(const QString& uid, const QString& metric = {}) const;
    /// Of the y axis as drawn last, in values.
    PlotRange valueRange() const;

signals:
    void scaleChanged();
    /// A curve with more points than are kept here is looked at so closely that those of these steps should be read
    /// again. Asked for once as long as the view stays. `metric` is the curve's, of a companion too.
    void detailWanted(const QString& uid, const QString& metric, bool isCompanion, double fromStep, double toStep);

protected:
    void updateContent() override;
    void paintMarks(QCPPainter& painter) override;
    void paintCursor(QCPPainter& painter, double x) override;
    std::optional<XMapping> mappingOf(const QString& uid) const override;
    QString nameOf(const QString& uid) const override;
    void applyTheme() override;

private:
    struct Curve {
        PlotRun run;
        MetricSeries series;
        MetricSeries companion;
        std::optional<PlotRange> asked, askedBehind; ///< steps of the last `detailWanted`
        bool isVisible = true;
        CurveGraph* raw = nullptr;    ///< owned by the canvas
        CurveGraph* smooth = nullptr; ///< owned by the canvas
        CurveGraph* behind = nullptr; ///< the companion; owned by the canvas
        QList<SpreadPoint> spread;
        CurveGraph* low = nullptr; ///< ends of the spread; owned by the canvas, made with it
        CurveGraph* high = nullptr;
    };

    Curve* find(const QString& uid, const QString& metric = {});
    const Curve* find(const QString& uid, const QString& metric = {}) const;
    XMapping mappingOf(const Curve& curve) const;
    QColor colorOf(const Curve& curve) const;
    void styleCurve(Curve& curve) const;
    void updateExtent();
    void fillGraphs(Curve& curve, PlotRange x) const;
    void askForDetail(Curve& curve, PlotRange x);
    void fillSpread(Curve& curve, const XMapping& mapping, bool isDrawn) const;
    void removeGraphs(Curve& curve);
    void fillGraph(const MetricSeries& series, const XMapping& mapping, CurveGraph& graph, PlotRange x,
                   bool isSmoothed) const;
    bool fillBand(const MetricSeries& series, const XMapping& mapping, CurveGraph& graph, PlotRange x,
                  bool isSmoothed) const;
    /// Factors of the curves and of their companions.
    double curveSmoothing() const { return m_hasCompanion ? 0 : m_smoothing; }
    double companionSmoothing() const { return m_hasCompanion ? m_smoothing : 0; }
    PlotRange fittedY(PlotRange x) const;
    void updateAccessibleText();
    void paintLonePoints(QCPPainter& painter) const;
    void paintMarkers(QCPPainter& painter) const;
    /// The best points of visible curves that lie inside the axes.
    struct Best {
        const Curve* curve;
        MetricSeries::Extreme point;
        QPointF place; ///< pixels
    };
    QList<Best> bestPoints() const;
    void paintBest(QCPPainter& painter) const;
    QString toolTipAt(QPoint position) const override;

    QString m_valueLabel;
    std::vector<std::unique_ptr<Curve>> m_curves;
    AxisScale m_scale;
    bool m_isStepped = false;
    bool m_isRobust = true;
    bool m_isBestShown = false;
    bool m_hasCompanion = false;
    bool m_isCompanionVisible = true;
    double m_smoothing = 0;
    double m_tickStep = 0;
    QList<double> m_included;
    QList<TheoryLine> m_theory;
    QList<PlotNote> m_notes;
    std::shared_ptr<ScaleTicker> m_yTicker;
};

} // namespace lb::widgets
