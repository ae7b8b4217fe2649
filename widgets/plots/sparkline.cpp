#include "widgets/plots/sparkline.h"

#include "widgets/plots/metric_series.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace lb::widgets {

void paintSparkline(QPainter& painter, const QRectF& rect, const QList<double>& values, const QColor& color)
{
    if (values.size() < 2 || rect.width() < 2)
        return;
    MetricSeries series(static_cast<std::size_t>(values.size()) + 1);
    for (qsizetype i = 0; i < values.size(); ++i)
        series.append(static_cast<double>(i), values[i]);
    const PlotRange whole{0, static_cast<double>(values.size() - 1)};
    const std::vector<MetricSeries::Point> points = series.thinned({}, whole, static_cast<int>(rect.width()));
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const MetricSeries::Point& point : points) {
        if (std::isnan(point.y))
            continue;
        low = std::min(low, point.y);
        high = std::max(high, point.y);
    }
    if (!(high >= low))
        return;
    QPainterPath path;
    bool isPenDown = false;
    for (const MetricSeries::Point& point : points) {
        if (std::isnan(point.y)) {
            isPenDown = false;
            continue;
        }
        const double share = high > low ? (point.y - low) / (high - low) : 0.5;
        const QPointF place(rect.left() + point.x / whole.upper * rect.width(), rect.bottom() - share * rect.height());
        if (isPenDown)
            path.lineTo(place);
        else
            path.moveTo(place);
        isPenDown = true;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    painter.restore();
}

} // namespace lb::widgets
