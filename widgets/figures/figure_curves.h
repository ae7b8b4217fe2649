#pragma once

#include "widgets/figures/figure_data.h"
#include "widgets/figures/figure_spec.h"
#include "widgets/plots/metric_series.h"

#include <QPolygonF>
#include <QRectF>

#include <optional>
#include <vector>

namespace lb::widgets {

/// A point of a curve as it is written into files.
struct FigureRow {
    qint64 step = 0;
    double timeMs = 0;
    double x = 0;
    double value = 0;
    double smoothed = 0; ///< the value itself without smoothing
    std::optional<SpreadPoint> spread{};
};

/// Steps and times of a run on the spec's x axis; per step NaN where the axis has no place for the run.
XMapping mappingOf(const FigureSpec& spec, const FigureRunData& run);

/// Of all points of all panels: the x axis of a spec without a range of its own. [0, 1] when there is nothing.
PlotRange xRangeOf(const FigureSpec& spec, const FigureData& data);

/// Every stored point of a metric in the x range, in order: what CSV and JSON hold.
std::vector<FigureRow> rowsOf(const FigureSpec& spec, const FigureRunData& run, const QString& metric, PlotRange x);

/// The points of a metric as a series that thins; nothing is dropped.
MetricSeries seriesOf(const FigureSpec& spec, const FigureRunData& run, const QString& metric);

/// At most two points for each of `columns` where there are more, else all: smallest and largest value, so that spikes
/// stay. NaN: a gap. Empty where the mapping has no place for the run.
std::vector<MetricSeries::Point> drawnPoints(const MetricSeries& series, const XMapping& mapping, PlotRange x,
                                             int columns, MetricSeries::Values values);

/// The band around a mean inside the range, x in place of steps: for each of `columns` at most one point, its lowest
/// and highest end.
std::vector<SpreadPoint> drawnSpread(const QList<SpreadPoint>& spread, const XMapping& mapping, PlotRange x,
                                     int columns);

/// The parts of a line inside `frame`, cut at its edge. A NaN ends a part. Lone points give parts of one point.
QList<QPolygonF> clippedLine(const QPolygonF& points, const QRectF& frame);

} // namespace lb::widgets
