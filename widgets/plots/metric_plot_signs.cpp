// Signs on MetricPlot's curves: which metric a curve is of, where several share the plot, and where its best value is.
#include "widgets/plots/metric_plot.h"

#include "widgets/plots/curve_graph.h"
#include "widgets/plots/curve_marker.h"
#include "widgets/plots/custom_plot.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace lb::widgets {

namespace {
constexpr double kMarkerSpacing = 72; // pixels
constexpr double kStar = 5;           // its outer radius
constexpr double kLabelGap = 4;
constexpr double kTipReach = 7;

/// Five points, so that it is unlike the signs of metrics.
QPolygonF star(QPointF center)
{
    QPolygonF shape;
    for (int i = 0; i < 10; ++i) {
        const double angle = M_PI * (i / 5.0 - 0.5);
        shape.append(center + (i % 2 ? 0.45 * kStar : kStar) * QPointF(std::cos(angle), std::sin(angle)));
    }
    return shape;
}
} // namespace

void MetricPlot::paintMarkers(QCPPainter& painter) const
{
    const QRect rect = plotRect();
    const auto values = curveSmoothing() > 0 ? MetricSeries::Values::Smoothed : MetricSeries::Values::Raw;
    painter.setAntialiasing(true);
    for (const auto& curve : m_curves) {
        if (curve->run.marker <= 0 || !curve->raw->visible())
            continue;
        painter.setPen(QPen(colorOf(*curve), 1.2));
        painter.setBrush(theme().color(ColorRole::Base));
        // Each metric begins elsewhere, so that signs of curves that meet stand beside each other.
        double last = -kMarkerSpacing;
        for (double pixel = rect.left() + 0.2 * kMarkerSpacing * (curve->run.marker % kCurveMarkers);
             pixel <= rect.right(); pixel += kMarkerSpacing) {
            const auto point = curve->series.nearest(mappingOf(*curve), xOfPixel(pixel), values);
            const double place = point ? m_scale.toPlace(point->y) : std::nan("");
            const double x = point ? pixelOfX(point->x) : last;
            if (std::isnan(place) || std::isnan(x) || x - last < kMarkerSpacing / 4)
                continue;
            last = x;
            paintCurveMarker(painter, QPointF(x, pixelOfY(place)), curve->run.marker);
        }
    }
    painter.setBrush(Qt::NoBrush);
}

std::optional<MetricSeries::Extreme> MetricPlot::best(const QString& uid, const QString& metric) const
{
    using Better = experiments::MetricInfo::Better;
    const Curve* curve = find(uid, metric);
    if (!curve || curve->run.better == Better::Neither)
        return {};
    return curve->run.better == Better::Lower ? curve->series.lowest() : curve->series.highest();
}

QList<MetricPlot::Best> MetricPlot::bestPoints() const
{
    QList<Best> points;
    if (!m_isBestShown)
        return points;
    const QRectF rect = QRectF(plotRect()).adjusted(-1, -1, 1, 1);
    for (const auto& curve : m_curves) {
        const auto found = best(curve->run.uid, curve->run.metric);
        if (!found || !curve->raw->visible())
            continue;
        const double x = mappingOf(*curve).map(found->step, found->timeMs);
        const QPointF place(pixelOfX(x), pixelOfY(m_scale.toPlace(found->value)));
        if (rect.contains(place)) // false for a place that is NaN
            points.append({curve.get(), *found, place});
    }
    return points;
}

void MetricPlot::paintBest(QCPPainter& painter) const
{
    const QRectF rect = plotRect();
    painter.setFont(theme().font(TextSize::Tiny));
    const QFontMetricsF metrics(painter.font());
    QList<QRectF> taken;
    for (const Best& best : bestPoints()) {
        painter.setAntialiasing(true);
        painter.setPen(QPen(theme().color(ColorRole::Base), 1));
        painter.setBrush(colorOf(*best.curve));
        painter.drawPolygon(star(best.place));
        const QString text = tr("%1 at %2", "value, step")
                                 .arg(valueText(best.point.value), countText(static_cast<qint64>(best.point.step)));
        const double width = metrics.horizontalAdvance(text);
        // Left of the mark and above it, else below; else the tooltip alone says it.
        const double right = std::max(best.place.x() - kLabelGap, rect.left() + width + kLabelGap);
        for (const double rise : {-metrics.height() / 2 - kLabelGap, metrics.height() / 2 + kLabelGap}) {
            const QPointF anchor(right, best.place.y() + rise);
            const QRectF box(right - width, anchor.y() - metrics.height() / 2, width, metrics.height());
            if (!rect.contains(box) || std::any_of(taken.cbegin(), taken.cend(),
                                                   [&box](const QRectF& other) { return other.intersects(box); }))
                continue;
            taken.append(box);
            paintLabel(painter, anchor, text, colorOf(*best.curve));
            break;
        }
    }
    painter.setBrush(Qt::NoBrush);
}

QString MetricPlot::toolTipAt(QPoint position) const
{
    for (const Best& best : bestPoints())
        if (QLineF(best.place, position).length() <= kTipReach)
            return tr("%1: best %2 at step %3", "run, value, step")
                .arg(best.curve->run.quantity.isEmpty()
                         ? best.curve->run.name
                         : tr("%1, %2", "run, metric").arg(best.curve->run.name, best.curve->run.quantity),
                     valueText(best.point.value), countText(static_cast<qint64>(best.point.step)));
    return LinkedPlot::toolTipAt(position);
}

} // namespace lb::widgets
