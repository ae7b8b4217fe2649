#include "gui/swatch.h"

#include "widgets/tables/cell_painting.h"

#include <QPainter>

namespace lb::gui {

QPixmap runSwatch(const widgets::Theme& theme, const QString& family, qint64 seed, double devicePixelRatio)
{
    constexpr int kHeight = 12;
    const QSize size(widgets::kSwatchWidth, kHeight);
    QPixmap pixmap(size * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    widgets::paintSwatch(painter, theme, QRect({}, size), family, seed);
    return pixmap;
}

} // namespace lb::gui
