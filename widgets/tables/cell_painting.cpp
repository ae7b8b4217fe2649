#include "widgets/tables/cell_painting.h"

#include "widgets/theme/theme.h"

#include <QPainter>

namespace lb::widgets {

namespace {
constexpr int kBox = 14;
constexpr int kIcon = 14;
} // namespace

int paintSwatch(QPainter& painter, const Theme& theme, const QRect& cell, const QString& family, qint64 seed)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    // Dash lengths count in pen widths: halved, so that a swatch shows the pattern as the plot does.
    QPen pen = theme.runPen(family, seed, 2);
    if (pen.style() != Qt::SolidLine) {
        QList<qreal> dash = pen.dashPattern();
        for (qreal& length : dash)
            length /= 2;
        pen.setDashPattern(dash);
    }
    painter.setPen(pen);
    const int y = cell.center().y() + 1;
    painter.drawLine(cell.left(), y, cell.left() + kSwatchWidth, y);
    painter.restore();
    return cell.left() + kSwatchWidth;
}

QRect checkBoxRect(const QRect& cell)
{
    return {cell.left(), cell.center().y() - kBox / 2 + 1, kBox, kBox};
}

void paintCheckBox(QPainter& painter, const Theme& theme, const QRect& box, Qt::CheckState state)
{
    const bool isChecked = state != Qt::Unchecked;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(isChecked ? ColorRole::AccentEdge : ColorRole::ButtonBorder), 1));
    painter.setBrush(theme.color(isChecked ? ColorRole::Accent : ColorRole::Button));
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 2.5, 2.5);
    if (isChecked) {
        QPen tick(theme.color(ColorRole::OnAccent), 1.6);
        tick.setCapStyle(Qt::RoundCap);
        tick.setJoinStyle(Qt::RoundJoin);
        painter.setPen(tick);
        const QPointF corner = box.topLeft();
        if (state == Qt::PartiallyChecked)
            painter.drawLine(corner + QPointF(4, 7), corner + QPointF(10, 7));
        else
            painter.drawPolyline(
                QPolygonF{corner + QPointF(3.2, 7.2), corner + QPointF(6, 10), corner + QPointF(10.8, 4.4)});
    }
    painter.restore();
}

void paintIcon(QPainter& painter, const Theme& theme, const QRect& cell, const QString& icon, ColorRole role)
{
    const QPixmap pixmap = theme.pixmap(icon, role, kIcon, painter.device()->devicePixelRatioF());
    painter.drawPixmap(cell.left(), cell.center().y() - kIcon / 2 + 1, pixmap);
}

} // namespace lb::widgets
