#include "gui/swatch.h"

#include "widgets/theme/theme.h"

#include <QPainter>

namespace lb::gui {

QPixmap runSwatch(const widgets::Theme& theme, const QString& family, qint64 seed, double devicePixelRatio)
{
    constexpr int kWidth = 18;
    constexpr int kHeight = 12;
    QPixmap pixmap(QSize(kWidth, kHeight) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.runPen(family, seed, 2));
    painter.drawLine(0, kHeight / 2, kWidth, kHeight / 2);
    return pixmap;
}

} // namespace lb::gui
