// How MetricPlot brings its curves to the canvas.
#include "widgets/plots/metric_plot.h"

#include "widgets/plots/fitted_range.h"
#include "widgets/plots/plot_link.h"
#include "widgets/plots/scale_ticker.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include "widgets/plots/curve_graph.h"
#include "widgets/plots/custom_plot.h"

#include <algorithm>
#include <cmath>

namespace lb::widgets {

namespace {
constexpr std::size_t kQuantileSample = 20'000; // of all curves together, but enough of each
constexpr std::size_t kMostOfACurve = 2000;
constexpr std::size_t kFewestOfACurve = 250;
constexpr std::size_t kDensePoints = 4; // per pixel column
constexpr double kBandRise = 4;         // pixels up and down per column
constexpr int kPixelsPerYTick = 30;
constexpr int kYTickGap = 12;
constexpr double kRing = 3;
constexpr double kDot = 1.5;
constexpr double kNoteFall = 13; // pixels from the value to the middle of the words
constexpr double kNoteRise = 11;
constexpr double kLabelShare = 0.11; // of the height, for words above a line
} // namespace

bool MetricPlot::fillBand(const MetricSeries& series, const XMapping& mapping, CurveGraph& graph, PlotRange x,
                          bool isSmoothed) const
{
    const QRect rect = plotRect();
    const auto values = isSmoothed ? MetricSeries::Values::Smoothed : MetricSeries::Values::Raw;
    if (series.countIn(mapping, x, values) <= kDensePoints * static_cast<std::size_t>(std::max(1, rect.width())))
        return false;
    const double ratio = devicePixelRatioF();
    std::vector<CurveGraph::Column> band;
    const double height = rect.height() * ratio;
    const auto rowOf = [&](double value) {
        const double place = m_scale.toPlace(value);
        // A log scale has no place for zero and below: that is under the plot.
        const double row = std::isnan(place) ? 2 * height : (pixelOfY(place) - rect.top()) * ratio;
        return static_cast<int>(std::floor(std::clamp(row, -height, 2 * height)));
    };
    double rise = 0;
    int previous = -2;
    for (const MetricSeries::Column& column :
         series.envelope(mapping, x, static_cast<int>(rect.width() * ratio), values)) {
        if (std::isnan(column.high)) {
            previous = -2;
            continue;
        }
        CurveGraph::Column next{column.column, rowOf(column.high), rowOf(column.low) + 1};
        rise += next.bottom - next.top;
        if (previous >= 0) { // neighbours touch, as a line through them would
            next.top = std::min(next.top, band.back().bottom);
            next.bottom = std::max(next.bottom, band.back().top);
        }
        band.push_back(next);
        previous = column.column;
    }
    if (rise < kBandRise * rect.width() * ratio)
        return false; // dense but calm: a line looks better
    graph.showBand(std::move(band), ratio);
    return true;
}

void MetricPlot::fillGraph(const MetricSeries& series, const XMapping& mapping, CurveGraph& graph, PlotRange x,
                           bool isSmoothed) const
{
    graph.showLine();
    if (fillBand(series, mapping, graph, x, isSmoothed))
        return;
    const auto values = isSmoothed ? MetricSeries::Values::Smoothed : MetricSeries::Values::Raw;
    const int width = std::max(1, plotRect().width());
    const std::vector<MetricSeries::Point> points = series.thinned(mapping, x, width, values);
    QVector<QCPGraphData> places;
    places.reserve(static_cast<qsizetype>(points.size()));
    for (const MetricSeries::Point& point : points)
        if (const double key = mapping.scale.toPlace(point.x); !std::isnan(key)) // step 0 has no place on a log axis
            places.append({key, m_scale.toPlace(point.y)});
    graph.data()->set(places, true);
}

void MetricPlot::fillGraphs(Curve& curve, PlotRange x) const
{
    const XMapping mapping = mappingOf(curve);
    const bool isDrawn = curve.isVisible && !std::isnan(mapping.perStep);
    curve.raw->setVisible(isDrawn);
    curve.smooth->setVisible(isDrawn && curveSmoothing() > 0);
    curve.behind->setVisible(isDrawn && m_hasCompanion && m_isCompanionVisible);
    fillSpread(curve, mapping, isDrawn);
    if (curve.raw->visible())
        fillGraph(curve.series, mapping, *curve.raw, x, false);
    if (curve.smooth->visible())
        fillGraph(curve.series, mapping, *curve.smooth, x, true);
    if (curve.behind->visible())
        fillGraph(curve.companion, mapping, *curve.behind, x, companionSmoothing() > 0);
}

PlotRange MetricPlot::fittedY(PlotRange x) const
{
    std::optional<PlotRange> whole;
    const auto include = [this, &whole](double low, double high) {
        // On a log axis zero and below have no place, so they cannot ask for one.
        if (std::isnan(m_scale.toPlace(low)) || std::isnan(m_scale.toPlace(high)))
            return;
        whole = whole ? PlotRange{std::min(whole->lower, low), std::max(whole->upper, high)} : PlotRange{low, high};
    };
    const std::size_t ofEach =
        std::clamp(kQuantileSample / std::max<std::size_t>(1, m_curves.size()), kFewestOfACurve, kMostOfACurve);
    for (const auto& curve : m_curves) {
        if (!curve->isVisible)
            continue;
        const XMapping mapping = mappingOf(*curve);
        const MetricSeries& series = curve->series.isEmpty() ? curve->companion : curve->series;
        for (const SpreadPoint& point : curve->spread)
            if (x.contains(mapping.map(point.step, 0)))
                include(point.low, point.high);
        if (m_isRobust) {
            std::vector<double> values = series.sample(mapping, x, ofEach);
            std::erase_if(values, [this](double value) { return std::isnan(m_scale.toPlace(value)); });
            if (!values.empty()) {
                const PlotRange range = robustRange(values);
                include(range.lower, range.upper);
            }
        } else {
            // Thinning keeps the smallest and largest of all points.
            for (const MetricSeries::Point& point : series.thinned(mapping, x, 64))
                if (!std::isnan(point.y))
                    include(point.y, point.y);
        }
    }
    for (const TheoryLine& line : m_theory)
        if (line.uid.isEmpty() || isRunVisible(line.uid))
            include(line.value, line.value);
    for (const double value : m_included)
        include(value, value);
    if (!whole)
        return m_scale.kind() == AxisScale::Kind::Log ? PlotRange{-2, 1}
                                                      : PlotRange{m_scale.toPlace(0), m_scale.toPlace(1)};
    PlotRange places = paddedRange(m_scale, *whole, m_tickStep);
    const auto makeRoomAbove = [&](double value) {
        places.upper = std::max(places.upper, m_scale.toPlace(value) + kLabelShare * places.size());
    };
    for (const TheoryLine& line : m_theory)
        if (line.labelAbove && (line.uid.isEmpty() || isRunVisible(line.uid)))
            makeRoomAbove(line.value);
    for (const PlotNote& note : m_notes)
        if (note.isAbove && note.value)
            makeRoomAbove(*note.value);
    return places;
}

void MetricPlot::updateContent()
{
    const PlotRange x = currentX();
    setYRange(link()->yRange(this).value_or(fittedY(x)));
    for (const auto& curve : m_curves) {
        fillGraphs(*curve, x);
        askForDetail(*curve, x);
    }
    const int height = plotRect().height();
    m_yTicker->setScale(m_scale);
    m_yTicker->setRoom(std::clamp(height / kPixelsPerYTick, 2, 6), kYTickGap, height);
    updateAccessibleText();
}

void MetricPlot::askForDetail(Curve& curve, PlotRange x)
{
    const XMapping mapping = mappingOf(curve);
    if (!curve.isVisible || std::isnan(mapping.perStep))
        return;
    for (const bool isCompanion : {false, true}) {
        const MetricSeries& series = isCompanion ? curve.companion : curve.series;
        std::optional<PlotRange>& asked = isCompanion ? curve.askedBehind : curve.asked;
        const auto wanted = series.isEmpty() ? std::nullopt : series.wantedDetail(mapping, x, plotRect().width());
        if (wanted && (!asked || !(*wanted == *asked))) {
            asked = wanted;
            emit detailWanted(curve.run.uid, curve.run.metric, isCompanion, wanted->lower, wanted->upper);
        }
    }
}

void MetricPlot::updateAccessibleText()
{
    QStringList parts;
    for (const auto& curve : m_curves)
        if (curve->isVisible)
            parts.append(tr("%1: %2", "run, value")
                             .arg(curve->run.quantity.isEmpty()
                                      ? curve->run.name
                                      : tr("%1, %2", "run, metric").arg(curve->run.name, curve->run.quantity),
                                  curve->series.lastValue() ? valueText(*curve->series.lastValue()) : kNoValue));
    setAccessibleDescription(parts.isEmpty() ? tr("No runs are shown.")
                                             : tr("Last values: %1.").arg(parts.join(QStringLiteral(", "))));
}

void MetricPlot::paintMarks(QCPPainter& painter)
{
    const QRect rect = plotRect();
    painter.save();
    painter.setClipRect(rect.adjusted(0, 0, 1, 0));
    for (const TheoryLine& line : m_theory) {
        const Curve* curve = find(line.uid);
        if (!line.uid.isEmpty() && (!curve || !curve->isVisible))
            continue;
        const QColor color = curve ? colorOf(*curve) : theme().color(ColorRole::PlotReference);
        QPen pen(color, 1);
        pen.setDashPattern({5, 3});
        pen.setCapStyle(Qt::FlatCap);
        painter.setAntialiasing(false);
        painter.setPen(pen);
        const double y = std::round(pixelOfY(m_scale.toPlace(line.value)));
        painter.drawLine(QLineF(rect.left(), y, rect.right(), y));
        const bool isAbove = line.labelAbove ? y - rect.top() > 18 : rect.bottom() - y < 22;
        paintLabel(painter, QPointF(rect.right() - 4, y + (isAbove ? -9 : 10)), line.label, color);
    }
    for (const PlotNote& note : m_notes) {
        const Curve* curve = find(note.uid);
        const double offset = note.isAbove ? -kNoteRise : kNoteFall;
        const double y = note.value ? pixelOfY(m_scale.toPlace(*note.value)) + offset : rect.bottom() - 12;
        paintLabel(painter, QPointF(rect.right() - 4, qBound(rect.top() + 9.0, y, rect.bottom() - 12.0)), note.text,
                   curve ? colorOf(*curve) : theme().color(ColorRole::Muted));
    }
    paintLonePoints(painter);
    paintMarkers(painter);
    painter.restore();
    paintBest(painter); // a star at the edge is whole
    painter.setPen(theme().color(ColorRole::Text));
    paintYTitle(painter, m_valueLabel, rect.center().y());
}

void MetricPlot::paintLonePoints(QCPPainter& painter) const
{
    // A point between two gaps has no line to be seen by.
    painter.setAntialiasing(true);
    painter.setPen(Qt::NoPen);
    for (const auto& curve : m_curves) {
        if (!curve->raw->visible() || curve->raw->isBand())
            continue;
        painter.setBrush(colorOf(*curve));
        const QSharedPointer<QCPGraphDataContainer> points = curve->raw->data();
        for (auto it = points->constBegin(); it != points->constEnd(); ++it) {
            const bool startsAlone = it == points->constBegin() || std::isnan((it - 1)->value);
            const bool endsAlone = it + 1 == points->constEnd() || std::isnan((it + 1)->value);
            if (startsAlone && endsAlone && !std::isnan(it->value))
                painter.drawEllipse(QPointF(canvas()->xAxis->coordToPixel(it->key), pixelOfY(it->value)), kDot, kDot);
        }
    }
    painter.setBrush(Qt::NoBrush);
}

void MetricPlot::paintCursor(QCPPainter& painter, double x)
{
    const QRect rect = plotRect();
    painter.setAntialiasing(true);
    const auto values = curveSmoothing() > 0 ? MetricSeries::Values::Smoothed : MetricSeries::Values::Raw;
    for (const auto& curve : m_curves) {
        if (!curve->isVisible)
            continue;
        const auto point = curve->series.nearest(mappingOf(*curve), x, values);
        if (!point || std::isnan(m_scale.toPlace(point->y)))
            continue;
        const QPointF center(pixelOfX(point->x), pixelOfY(m_scale.toPlace(point->y)));
        if (!QRectF(rect).adjusted(-kRing, -kRing, kRing, kRing).contains(center))
            continue;
        painter.setPen(QPen(colorOf(*curve), 1.4));
        painter.setBrush(theme().color(ColorRole::Base));
        painter.drawEllipse(center, kRing, kRing);
    }
    painter.setBrush(Qt::NoBrush);
}

} // namespace lb::widgets
