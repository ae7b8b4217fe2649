#include "widgets/plots/curve_marker.h"

#include "widgets/theme/theme.h"

#include <QPainter>

namespace lb::widgets {

namespace {

constexpr QSizeF kIcon(18, 12);

} // namespace

void paintCurveMarker(QPainter& painter, QPointF center, int marker, double radius)
{
    const auto at = [center, radius](double x, double y) { return center + radius * QPointF(x, y); };
    switch (marker % kCurveMarkers) {
    case 1:
        painter.drawEllipse(center, radius, radius);
        break;
    case 2:
        painter.drawRect(QRectF(at(-0.9, -0.9), at(0.9, 0.9)));
        break;
    case 3:
        painter.drawPolygon(QPolygonF{at(0, -1.1), at(1.1, 0.9), at(-1.1, 0.9)});
        break;
    case 4:
        painter.drawPolygon(QPolygonF{at(0, -1.25), at(1.25, 0), at(0, 1.25), at(-1.25, 0)});
        break;
    case 5:
        painter.drawLine(QLineF(at(-1, -1), at(1, 1)));
        painter.drawLine(QLineF(at(-1, 1), at(1, -1)));
        break;
    default:
        break;
    }
}

QIcon curveMarkerIcon(const Theme& theme, int marker, double devicePixelRatio)
{
    QPixmap pixmap((kIcon * devicePixelRatio).toSize());
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(ColorRole::Muted), 1.2));
    const QPointF middle(kIcon.width() / 2, kIcon.height() / 2);
    painter.drawLine(QPointF(1, middle.y()), QPointF(kIcon.width() - 1, middle.y()));
    painter.setBrush(theme.color(ColorRole::Base));
    paintCurveMarker(painter, middle, marker);
    return QIcon(pixmap);
}

} // namespace lb::widgets
