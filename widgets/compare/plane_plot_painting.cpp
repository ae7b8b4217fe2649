// How PlanePlot looks.
#include "widgets/compare/plane_plot.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QPainter>

#include <cmath>

namespace lb::widgets {

namespace {

QPen dashed(const QColor& color, double dash, double gap)
{
    QPen pen(color, 1);
    pen.setDashPattern({dash, gap});
    return pen;
}

} // namespace

void PlanePlot::paintAxes(QPainter& painter) const
{
    const QRectF box = area();
    painter.setFont(m_theme.font(TextSize::Tiny));
    const auto spacingOf = [](const std::vector<double>& ticks, const AxisScale& scale) {
        return ticks.size() > 1 && scale.kind() == AxisScale::Kind::Linear ? ticks[1] - ticks[0] : 0;
    };
    const auto xs = m_scaleX.ticks(m_x, 6, m_x.size() / 10);
    for (const double value : xs) {
        const double x = std::round(toPixel(m_scaleX.toPlace(value), m_y.lower).x()) + 0.5;
        painter.setPen(QPen(m_theme.color(ColorRole::PlotGrid), 1));
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()));
        painter.setPen(m_theme.color(ColorRole::PlotTick));
        painter.drawText(QRectF(x - 40, box.bottom() + 3, 80, 14), Qt::AlignCenter,
                         tickText(value, spacingOf(xs, m_scaleX)));
    }
    const auto ys = m_scaleY.ticks(m_y, 6, m_y.size() / 10);
    for (const double value : ys) {
        const double y = std::round(toPixel(m_x.lower, m_scaleY.toPlace(value)).y()) + 0.5;
        painter.setPen(QPen(m_theme.color(ColorRole::PlotGrid), 1));
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y));
        painter.setPen(m_theme.color(ColorRole::PlotTick));
        painter.drawText(QRectF(box.left() - 36, y - 8, 31, 16), Qt::AlignRight | Qt::AlignVCenter,
                         tickText(value, spacingOf(ys, m_scaleY)));
    }
    painter.setPen(QPen(m_theme.color(ColorRole::PlotAxis), 1));
    painter.drawLine(box.bottomLeft(), box.bottomRight());
    painter.drawLine(box.bottomLeft(), box.topLeft());
    painter.setPen(m_theme.color(ColorRole::Text));
    painter.drawText(QRectF(box.left(), height() - 18, box.width(), 16), Qt::AlignCenter, m_settings.xTitle);
    painter.save();
    painter.translate(11, box.center().y());
    painter.rotate(-90);
    painter.drawText(QRectF(-box.height() / 2, -9, box.height(), 16), Qt::AlignCenter,
                     painter.fontMetrics().elidedText(m_settings.yTitle, Qt::ElideRight, int(box.height())));
    painter.restore();
}

void PlanePlot::paintSums(QPainter& painter) const
{
    if (!m_settings.showsEqualSums || m_settings.isLogX || m_settings.isLogY)
        return;
    const PlotRange sums{m_x.lower + m_y.lower, m_x.upper + m_y.upper};
    const double step = niceStep(sums.size(), 7);
    painter.setFont(m_theme.font(TextSize::Tiny));
    for (double sum = std::ceil(sums.lower / step) * step; sum < sums.upper; sum += step) {
        painter.setPen(dashed(m_theme.color(ColorRole::Border), 5, 3));
        painter.drawLine(toPixel(m_x.lower, sum - m_x.lower), toPixel(m_x.upper, sum - m_x.upper));
        const QPointF label = toPixel(sum - (m_y.lower + 0.97 * m_y.size()), m_y.lower + 0.97 * m_y.size());
        if (!area().adjusted(0, 0, -70, 0).contains(label))
            continue;
        painter.setPen(m_theme.color(ColorRole::Muted));
        painter.drawText(label + QPointF(4, 4), tr("ELBO %1").arg(tickText(-sum, step)));
    }
}

void PlanePlot::paintLines(QPainter& painter) const
{
    QPolygonF front;
    for (const int i : m_front)
        front.append(place(m_points[i]));
    painter.setPen(dashed(m_theme.color(ColorRole::PlotReference), 3, 2));
    painter.drawPolyline(front);
    if (!m_trend)
        return;
    painter.setPen(QPen(m_theme.color(ColorRole::Link), 1.2));
    const auto at = [this](double x) { return toPixel(x, m_trend->intercept + m_trend->slope * x); };
    painter.drawLine(at(m_x.lower), at(m_x.upper));
    painter.setFont(m_theme.font(TextSize::Tiny));
    painter.setPen(m_theme.color(ColorRole::Link));
    painter.drawText(area().adjusted(0, 2, -4, 0), Qt::AlignRight | Qt::AlignTop,
                     tr("trend: slope %1, r = %2").arg(valueText(m_trend->slope), numberText(m_trend->correlation, 2)));
}

void PlanePlot::paintPoints(QPainter& painter) const
{
    for (const bool seeds : {true, false})
        for (const PlanePlotPoint& point : m_points) {
            const QPointF at = place(point);
            if (point.isSeed != seeds || !std::isfinite(at.x()) || !std::isfinite(at.y()))
                continue;
            const QColor color = m_theme.familyColor(point.family);
            painter.setPen(QPen(seeds ? color : m_theme.color(ColorRole::Base), 1));
            painter.setBrush(seeds ? m_theme.color(ColorRole::Base) : color);
            painter.drawEllipse(at, seeds ? 2.5 : 4.5, seeds ? 2.5 : 4.5);
            if (point.key == m_current) {
                painter.setPen(QPen(m_theme.color(ColorRole::Focus), 2));
                painter.setBrush(Qt::NoBrush);
                painter.drawEllipse(at, 7.5, 7.5);
            }
        }
}

void PlanePlot::paintNames(QPainter& painter) const
{
    // Where two names would lie on each other the second goes to the other side, below, or is left to the tooltip.
    QList<QRectF> taken;
    painter.setFont(m_theme.font(TextSize::Tiny));
    const QFontMetrics metrics = painter.fontMetrics();
    for (const PlanePlotPoint& point : m_points) {
        const QPointF at = place(point);
        if (point.isSeed || !std::isfinite(at.x()) || !std::isfinite(at.y()))
            continue;
        const QSizeF size(metrics.horizontalAdvance(point.name), metrics.height());
        for (const QPointF offset : {QPointF(9, -size.height() / 2), QPointF(-9 - size.width(), -size.height() / 2),
                                     QPointF(-size.width() / 2, -size.height() - 8), QPointF(-size.width() / 2, 8)}) {
            const QRectF room(at + offset, size);
            const bool isFree =
                std::none_of(taken.cbegin(), taken.cend(), [&](const QRectF& other) { return other.intersects(room); });
            if (!isFree || !area().contains(room))
                continue;
            painter.setPen(m_theme.familyColor(point.family));
            painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter, point.name);
            taken.append(room);
            break;
        }
    }
}

void PlanePlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorRole::Base));
    paintAxes(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.save();
    painter.setClipRect(area());
    paintSums(painter);
    paintLines(painter);
    painter.restore();
    paintPoints(painter);
    paintNames(painter);
    if (m_press) {
        QColor fill = m_theme.color(ColorRole::Focus);
        fill.setAlpha(50);
        painter.setPen(QPen(m_theme.color(ColorRole::Focus), 1));
        painter.setBrush(fill);
        painter.drawRect(QRectF(*m_press, m_mouse).normalized());
    }
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.color(ColorRole::Focus), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

} // namespace lb::widgets
