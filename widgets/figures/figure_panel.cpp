#include "widgets/figures/figure_panel.h"

#include "experiments/records/metric_names.h"
#include "widgets/plots/event_kinds.h"
#include "widgets/plots/fitted_range.h"
#include "widgets/theme/color_role.h"
#include "widgets/theme/number_text.h"

#include <QSet>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lb::widgets {

namespace {

constexpr double kColumnsPerPoint = 150.0 / 72; // min and max of every 150th of an inch
constexpr std::size_t kQuantileSample = 4000;
constexpr double kTickRoomX = 4.2; // em for a tick, at least
constexpr double kTickRoomY = 2.2;
constexpr int kMostTicks = 6;

QList<TheoryLine> theoryOf(const FigureWork& work, const FigurePanel& panel)
{
    return work.spec.hasTheory ? work.data.theory.value(panel.metric) : QList<TheoryLine>();
}

qsizetype indexOf(const FigureData& data, const QString& uid)
{
    for (qsizetype i = 0; i < data.runs.size(); ++i)
        if (data.runs[i].run.uid == uid)
            return i;
    return -1;
}

struct ValueSpan {
    std::optional<PlotRange> shown; ///< that the axis is fitted to
    std::optional<PlotRange> all;
};

void include(std::optional<PlotRange>& span, double low, double high)
{
    span = span ? PlotRange{std::min(span->lower, low), std::max(span->upper, high)} : PlotRange{low, high};
}

/// Of all curves of a panel, without what its scale has no place for.
ValueSpan spanOf(const FigureWork& work, const FigurePanel& panel, const FigureLayout::Panel& out)
{
    ValueSpan span;
    const auto hasPlace = [&](double value) { return !std::isnan(out.scale.toPlace(value)); };
    for (const FigureRunData& run : work.data.runs) {
        const MetricSeries series = seriesOf(work.spec, run, panel.metric);
        const XMapping mapping = mappingOf(work.spec, run);
        if (std::isnan(mapping.perStep) || series.isEmpty())
            continue;
        for (const MetricSeries::Column& column : series.envelope(mapping, out.x, 64)) {
            if (std::isnan(column.low))
                continue;
            for (const double value : {column.low, column.high})
                if (hasPlace(value))
                    include(span.all, value, value);
        }
        for (const SpreadPoint& band : run.spread.value(panel.metric)) {
            if (!out.x.contains(mapping.map(band.step, 0)))
                continue;
            for (const double value : {band.low, band.high})
                if (hasPlace(value)) {
                    include(span.all, value, value);
                    include(span.shown, value, value);
                }
        }
        std::vector<double> values = series.sample(mapping, out.x, kQuantileSample);
        std::erase_if(values, [&](double value) { return !hasPlace(value); });
        if (work.spec.isRobust && !values.empty()) {
            const PlotRange range = robustRange(values);
            include(span.shown, range.lower, range.upper);
        }
    }
    if (!work.spec.isRobust)
        span.shown = span.all;
    for (const TheoryLine& line : theoryOf(work, panel))
        if (hasPlace(line.value))
            include(span.shown, line.value, line.value);
    for (const double value : panel.included)
        if (hasPlace(value))
            include(span.shown, value, value);
    return span;
}

QPolygonF placesOf(const FigureLayout::Panel& out, const std::vector<MetricSeries::Point>& points, bool isStepped)
{
    QPolygonF polygon;
    polygon.reserve(static_cast<qsizetype>(points.size()) * (isStepped ? 2 : 1));
    for (const MetricSeries::Point& point : points) {
        const double share = (out.scale.toPlace(point.y) - out.places.lower) / out.places.size();
        const QPointF at(out.columnOf(point.x), out.plot.bottom() - share * out.plot.height());
        if (isStepped && !polygon.isEmpty() && !std::isnan(polygon.last().y()) && !std::isnan(at.y()))
            polygon.append({at.x(), polygon.last().y()});
        polygon.append(at);
    }
    return polygon;
}

/// Whole units: half a tenth of a point, and short numbers in files.
QList<QPolygonF> rounded(QList<QPolygonF> parts)
{
    for (QPolygonF& part : parts) {
        QPolygonF kept;
        for (const QPointF& point : part) {
            const QPointF at(std::round(point.x()), std::round(point.y()));
            if (kept.isEmpty() || kept.last() != at)
                kept.append(at);
        }
        part = kept;
    }
    return parts;
}

void addBands(const FigureWork& work, const FigurePanel& panel, FigureLayout::Panel& out, int columns)
{
    for (qsizetype i = 0; i < work.data.runs.size(); ++i) {
        const FigureRunData& run = work.data.runs[i];
        std::vector<MetricSeries::Point> outline;
        auto points = drawnSpread(run.spread.value(panel.metric), mappingOf(work.spec, run), out.x, columns);
        std::erase_if(points, [&](const SpreadPoint& point) {
            return std::isnan(out.scale.toPlace(point.low)) || std::isnan(out.scale.toPlace(point.high));
        });
        if (points.size() < 2)
            continue;
        for (const SpreadPoint& point : points)
            outline.push_back({point.step, point.high});
        for (auto point = points.crbegin(); point != points.crend(); ++point)
            outline.push_back({point->step, point->low});
        QPolygonF area = placesOf(out, outline, false);
        for (QPointF& at : area)
            at = {std::round(at.x()), std::round(std::clamp(at.y(), out.plot.top(), out.plot.bottom()))};
        out.bands.append({i, area});
    }
}

void addTheory(const FigureWork& work, const FigurePanel& panel, FigureLayout::Panel& out)
{
    const double em = work.style.em();
    for (const TheoryLine& line : theoryOf(work, panel)) {
        const double place = out.scale.toPlace(line.value);
        if (std::isnan(place) || !out.places.contains(place))
            continue;
        const qsizetype run = indexOf(work.data, line.uid);
        const QColor color = run >= 0 ? work.style.color(run) : roleColor(ColorRole::PlotReference, ThemeMode::Light);
        const double y =
            std::round(out.plot.bottom() - (place - out.places.lower) / out.places.size() * out.plot.height());
        out.rules.append({QLineF(out.plot.left(), y, out.plot.right(), y), color, false});
        const double width = textWidth(work.style, line.label, kTickSize);
        const bool isAbove = line.labelAbove ? y - out.plot.top() > 1.2 * em : out.plot.bottom() - y < 1.5 * em;
        out.words.append(
            {line.label,
             QRectF(out.plot.right() - width - 0.3 * em, isAbove ? y - 1.15 * em : y + 0.1 * em, width, 1.05 * em),
             color, true, kTickSize});
    }
}

void addEvents(const FigureWork& work, FigureLayout::Panel& out, bool namesThem)
{
    const double em = work.style.em();
    const QStringList drawn = eventKindsShownAtFirst() << QStringLiteral("resume");
    for (qsizetype i = 0; i < work.data.runs.size(); ++i) {
        const FigureRunData& run = work.data.runs[i];
        for (const experiments::RunEvent& event : run.events) {
            const double x =
                mappingOf(work.spec, run).map(static_cast<double>(event.step), static_cast<double>(event.timeMs));
            if (event.isUndone || !drawn.contains(event.kind) || !out.x.contains(x))
                continue;
            const double at = std::round(out.columnOf(x));
            const QColor color = work.style.color(i);
            out.rules.append({QLineF(at, out.plot.top(), at, out.plot.bottom()), color, true});
            if (!namesThem)
                continue;
            const QString text = eventKindWord(event.kind);
            const double width = textWidth(work.style, text, kTickSize);
            const bool isLeft = at + width + 0.3 * em > out.plot.right();
            out.words.append(
                {text,
                 QRectF(isLeft ? at - width - 0.2 * em : at + 0.2 * em, out.plot.top() + 0.1 * em, width, 1.05 * em),
                 color, true, kTickSize});
        }
    }
}

void addStars(const FigureWork& work, const FigurePanel& panel, FigureLayout::Panel& out)
{
    using Better = experiments::MetricInfo::Better;
    const Better better = experiments::metricInfo(panel.metric).better;
    if (better == Better::Neither)
        return;
    for (qsizetype i = 0; i < work.data.runs.size(); ++i) {
        const FigureRunData& run = work.data.runs[i];
        const MetricSeries series = seriesOf(work.spec, run, panel.metric);
        const auto& best = better == Better::Lower ? series.lowest() : series.highest();
        const XMapping mapping = mappingOf(work.spec, run);
        if (!best || std::isnan(mapping.perStep))
            continue;
        const double x = out.columnOf(mapping.map(best->step, best->timeMs));
        const double place = out.scale.toPlace(best->value);
        const double y = out.plot.bottom() - (place - out.places.lower) / out.places.size() * out.plot.height();
        if (out.plot.contains(QPointF(x, y))) // NaN is nowhere
            out.stars.append({i, {std::round(x), std::round(y)}, best->step, best->value});
    }
}

} // namespace

QPolygonF starShape(QPointF middle, double radius)
{
    constexpr int kPoints = 5;
    constexpr double kInner = 0.42; // of the radius: between two points
    QPolygonF star;
    for (int i = 0; i < 2 * kPoints; ++i) {
        const double angle = std::numbers::pi * (i / static_cast<double>(kPoints) - 0.5);
        const double length = i % 2 == 0 ? radius : kInner * radius;
        star.append(middle + length * QPointF(std::cos(angle), std::sin(angle)));
    }
    return star;
}

void rangePanel(const FigureWork& work, const FigurePanel& panel, FigureLayout::Panel& out)
{
    out.scale = AxisScale(panel.scale, panel.threshold);
    if (panel.isHeatMap) {
        out.scale = AxisScale();
        return;
    }
    const ValueSpan span = spanOf(work, panel, out);
    if (panel.values && !std::isnan(out.scale.toPlace(panel.values->lower)))
        out.places = {out.scale.toPlace(panel.values->lower), out.scale.toPlace(panel.values->upper)};
    else if (span.shown)
        out.places = paddedRange(out.scale, *span.shown, panel.tickStep);
    else
        out.places = panel.scale == AxisScale::Kind::Log ? PlotRange{-2, 1} : PlotRange{0, out.scale.toPlace(1)};
    if (!(out.places.size() > 0))
        out.places.upper = out.places.lower + 1;
    out.isCut = span.all && (out.scale.toPlace(span.all->lower) < out.places.lower ||
                             out.scale.toPlace(span.all->upper) > out.places.upper);
}

void tickPanel(const FigureWork& work, const FigurePanel& panel, FigureLayout::Panel& out)
{
    const double em = work.style.em();
    out.xTicks.clear();
    out.yTicks.clear();
    const double unit = xAxisOf(work.spec, out.x).perUnit;
    // The scale in labelled units: of minutes where the axis counts seconds.
    const AxisScale scale(out.xScale.kind(), out.xScale.threshold() / unit);
    const bool isLinear = scale.kind() == AxisScale::Kind::Linear;
    const PlotRange x{scale.toPlace(out.x.lower / unit), scale.toPlace(out.x.upper / unit)};
    const int mostX = std::clamp(static_cast<int>(out.plot.width() / (kTickRoomX * em)), 2, kMostTicks);
    const double stepX = isLinear ? niceStep(x.size(), mostX) : 0;
    const double gapX = isLinear ? 0 : kTickRoomX * em / out.plot.width() * x.size();
    for (const double value : scale.ticks(x, mostX, gapX))
        out.xTicks.append(
            {std::round(out.columnOf(value * unit)), out.xScale.toPlace(value * unit), tickText(value, stepX)});
    if (panel.isHeatMap)
        return;
    const int mostY = std::clamp(static_cast<int>(out.plot.height() / (kTickRoomY * em)), 2, kMostTicks);
    std::vector<double> values;
    double step = 0;
    if (panel.tickStep > 0 && panel.scale == AxisScale::Kind::Linear &&
        out.places.size() / panel.tickStep <= mostY + 1) {
        step = panel.tickStep;
        for (double value = std::ceil(out.places.lower / step - 1e-9) * step; value <= out.places.upper + 1e-9 * step;
             value += step)
            values.push_back(value);
    } else {
        values = out.scale.ticks(out.places, mostY, 1.1 * em / out.plot.height() * out.places.size());
        if (panel.scale == AxisScale::Kind::Linear)
            step = niceStep(out.places.size(), mostY);
    }
    for (const double value : values) {
        const double place = out.scale.toPlace(value);
        const double share = (place - out.places.lower) / out.places.size();
        out.yTicks.append({std::round(out.plot.bottom() - share * out.plot.height()), place, tickText(value, step)});
    }
}

void drawPanel(const FigureWork& work, const FigurePanel& panel, FigureLayout::Panel& out, bool namesEvents)
{
    const int columns =
        std::clamp(static_cast<int>(out.plot.width() / kUnitsPerPoint * kColumnsPerPoint), 16, work.mostColumns);
    addBands(work, panel, out, columns);
    const double width = work.style.pen(0).widthF();
    const QRectF frame = out.plot.adjusted(0, -width / 2, 0, width / 2); // a value at the end of the axis is whole
    for (const bool isPale : {true, false}) {
        if (isPale && work.spec.smoothing <= 0)
            continue;
        for (qsizetype i = 0; i < work.data.runs.size(); ++i) {
            const FigureRunData& run = work.data.runs[i];
            const MetricSeries series = seriesOf(work.spec, run, panel.metric);
            const auto values = isPale ? MetricSeries::Values::Raw : MetricSeries::Values::Smoothed;
            const auto points = drawnPoints(series, mappingOf(work.spec, run), out.x, columns, values);
            const QList<QPolygonF> parts = rounded(clippedLine(placesOf(out, points, panel.isStepped), frame));
            if (!parts.isEmpty())
                out.lines.append({i, isPale, parts});
        }
    }
    addTheory(work, panel, out);
    if (work.spec.hasEvents)
        addEvents(work, out, namesEvents);
    if (work.spec.hasBest)
        addStars(work, panel, out);
}

} // namespace lb::widgets
