#include "widgets/figures/figure_curves.h"

#include "widgets/plots/debiased_mean.h"
#include "widgets/plots/x_scale.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace lb::widgets {

using experiments::MetricPoint;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double startMs(const FigureRunData& run)
{
    double first = std::numeric_limits<double>::infinity();
    for (const QList<MetricPoint>& points : run.points)
        if (!points.isEmpty())
            first = std::min(first, static_cast<double>(points.first().timeMs));
    for (const QList<experiments::VectorPoint>& points : run.vectors)
        if (!points.isEmpty())
            first = std::min(first, static_cast<double>(points.first().timeMs));
    return std::isfinite(first) ? first : 0;
}

/// The part of the segment inside the frame as two shares of it; false when there is none. Liang and Barsky 1984.
bool clip(QPointF a, QPointF b, const QRectF& frame, double& from, double& to)
{
    from = 0;
    to = 1;
    const double dx = b.x() - a.x();
    const double dy = b.y() - a.y();
    const double moves[4] = {-dx, dx, -dy, dy};
    const double rooms[4] = {a.x() - frame.left(), frame.right() - a.x(), a.y() - frame.top(), frame.bottom() - a.y()};
    for (int side = 0; side < 4; ++side) {
        if (moves[side] == 0) {
            if (rooms[side] < 0)
                return false;
            continue;
        }
        const double share = rooms[side] / moves[side];
        if (moves[side] < 0)
            from = std::max(from, share);
        else
            to = std::min(to, share);
    }
    return from <= to;
}

bool isGap(QPointF point)
{
    return std::isnan(point.x()) || std::isnan(point.y());
}

} // namespace

XMapping mappingOf(const FigureSpec& spec, const FigureRunData& run)
{
    XMapping mapping{spec.xMode, 1, startMs(run), xScaleOf(spec.xScale, spec.xMode)};
    if (spec.xMode == XMode::Epoch)
        mapping.perStep = run.run.stepsPerEpoch > 0 ? 1 / run.run.stepsPerEpoch : kNone;
    else if (spec.xMode == XMode::Examples)
        mapping.perStep = run.run.itemsPerStep > 0 ? run.run.itemsPerStep : kNone;
    return mapping;
}

PlotRange xRangeOf(const FigureSpec& spec, const FigureData& data)
{
    const AxisScale scale = xScaleOf(spec.xScale, spec.xMode);
    if (spec.x && !std::isnan(scale.toPlace(spec.x->lower)))
        return *spec.x;
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    const auto include = [&](const XMapping& mapping, qint64 step, qint64 timeMs) {
        const double x = mapping.map(static_cast<double>(step), static_cast<double>(timeMs));
        if (std::isnan(scale.toPlace(x))) // step 0 has no place on a log axis
            return;
        low = std::min(low, x);
        high = std::max(high, x);
    };
    for (const FigureRunData& run : data.runs) {
        const XMapping mapping = mappingOf(spec, run);
        for (const FigurePanel& panel : spec.panels) {
            for (const MetricPoint& point : run.points.value(panel.metric))
                include(mapping, point.step, point.timeMs);
            for (const experiments::VectorPoint& point : run.vectors.value(panel.metric))
                include(mapping, point.step, point.timeMs);
        }
    }
    const bool isLog = scale.kind() == AxisScale::Kind::Log;
    if (!(low <= high))
        return isLog ? PlotRange{1, 10} : PlotRange{0, 1};
    if (low < high)
        return {low, high};
    return isLog ? PlotRange{low / 2, high * 2} : PlotRange{low - 0.5, high + 0.5};
}

std::vector<FigureRow> rowsOf(const FigureSpec& spec, const FigureRunData& run, const QString& metric, PlotRange x)
{
    const XMapping mapping = mappingOf(spec, run);
    DebiasedMean mean(spec.smoothing);
    const QList<SpreadPoint> spread = run.spread.value(metric);
    auto band = spread.cbegin();
    std::vector<FigureRow> rows;
    for (const MetricPoint& point : run.points.value(metric)) {
        const auto timeMs = static_cast<double>(point.timeMs);
        FigureRow row{point.step, timeMs, mapping.map(static_cast<double>(point.step), timeMs), point.value,
                      point.value};
        if (spec.smoothing > 0)
            row.smoothed = mean.add(point.value);
        while (band != spread.cend() && band->step < static_cast<double>(point.step))
            ++band;
        if (band != spread.cend() && band->step == static_cast<double>(point.step))
            row.spread = *band;
        // Where the axis has no place for a run, its points are not shown.
        if (x.contains(row.x))
            rows.push_back(row);
    }
    return rows;
}

MetricSeries seriesOf(const FigureSpec& spec, const FigureRunData& run, const QString& metric)
{
    const QList<MetricPoint> points = run.points.value(metric);
    MetricSeries series(static_cast<std::size_t>(points.size()) + 1);
    series.setSmoothing(spec.smoothing);
    for (const MetricPoint& point : points)
        series.append(static_cast<double>(point.step), point.value, static_cast<double>(point.timeMs));
    return series;
}

std::vector<MetricSeries::Point> drawnPoints(const MetricSeries& series, const XMapping& mapping, PlotRange x,
                                             int columns, MetricSeries::Values values)
{
    if (std::isnan(mapping.perStep))
        return {};
    if (series.countIn(mapping, x) <= 4 * static_cast<std::size_t>(columns))
        return series.thinned(mapping, x, 2 * columns, values);
    std::vector<MetricSeries::Point> points;
    double before = kNone;
    for (const MetricSeries::Column& column : series.envelope(mapping, x, columns, values)) {
        const double middle = mapping.edge(x, 2 * column.column + 1, 2 * columns);
        if (std::isnan(column.high)) {
            points.push_back({middle, kNone});
            before = kNone;
            continue;
        }
        // The end that lies nearer to where the line is now comes first: no strokes that the data do not make.
        const bool isDown = std::abs(column.high - before) < std::abs(column.low - before);
        points.push_back({middle, isDown ? column.high : column.low});
        if (column.high != column.low)
            points.push_back({middle, isDown ? column.low : column.high});
        before = points.back().y;
    }
    return points;
}

std::vector<SpreadPoint> drawnSpread(const QList<SpreadPoint>& spread, const XMapping& mapping, PlotRange x,
                                     int columns)
{
    std::vector<SpreadPoint> points;
    if (std::isnan(mapping.perStep))
        return points;
    const double width = x.size() / columns;
    double before = kNone;
    for (const SpreadPoint& point : spread) {
        const double place = mapping.map(point.step, 0);
        if (std::isnan(place) || !x.contains(place))
            continue;
        const double column = std::floor((place - x.lower) / width);
        if (column == std::exchange(before, column)) {
            points.back().low = std::min(points.back().low, point.low);
            points.back().high = std::max(points.back().high, point.high);
        } else {
            points.push_back({place, point.low, point.high});
        }
    }
    return points;
}

QList<QPolygonF> clippedLine(const QPolygonF& points, const QRectF& frame)
{
    QList<QPolygonF> parts;
    QPolygonF part;
    const auto finish = [&] {
        if (!part.isEmpty())
            parts.append(part);
        part.clear();
    };
    const auto add = [&](QPointF point) {
        if (part.isEmpty() || part.last() != point)
            part.append(point);
    };
    for (qsizetype i = 0; i < points.size(); ++i) {
        if (isGap(points[i])) {
            finish();
            continue;
        }
        const bool hasNext = i + 1 < points.size() && !isGap(points[i + 1]);
        if (!hasNext) {
            if (part.isEmpty() && frame.contains(points[i]))
                add(points[i]);
            finish();
            continue;
        }
        double from = 0;
        double to = 1;
        if (!clip(points[i], points[i + 1], frame, from, to)) {
            finish();
            continue;
        }
        const QPointF way = points[i + 1] - points[i];
        if (from > 0)
            finish();
        add(from > 0 ? points[i] + from * way : points[i]);
        add(to < 1 ? points[i] + to * way : points[i + 1]);
        if (to < 1)
            finish();
    }
    finish();
    return parts;
}

} // namespace lb::widgets
