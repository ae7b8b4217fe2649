#include "widgets/theme/themed_icon.h"

#include "widgets/theme/theme.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace lb::widgets {

QPixmap iconPixmap(const QString& name, const QColor& color, int pixels, int logicalSize)
{
    const QString key = QStringLiteral("lb:%1:%2:%3:%4").arg(name, color.name()).arg(pixels).arg(logicalSize);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (file.open(QIODevice::ReadOnly)) {
        QByteArray svg = file.readAll();
        svg.replace("currentColor", color.name().toLatin1());
        if (logicalSize > 16)
            svg.replace("stroke-width=\"1.3\"",
                        "stroke-width=\"" + QByteArray::number(1.5 * 16 / logicalSize, 'f', 3) + '"');
        QSvgRenderer renderer(svg);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    }
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

ThemedIcon::ThemedIcon(const Theme* theme, const QString& name, ColorRole role)
    : m_theme(theme)
    , m_name(name)
    , m_role(role)
{
}

QColor ThemedIcon::colorFor(QIcon::Mode mode) const
{
    const ThemeMode themeMode = m_theme ? m_theme->mode() : ThemeMode::Light;
    return roleColor(mode == QIcon::Disabled ? ColorRole::Disabled : m_role, themeMode);
}

void ThemedIcon::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State)
{
    const double ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
    const int side = qMin(rect.width(), rect.height());
    QPixmap pixmap = iconPixmap(m_name, colorFor(mode), qRound(side * ratio), side);
    pixmap.setDevicePixelRatio(ratio);
    const QPoint corner(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2);
    painter->drawPixmap(corner, pixmap);
}

QPixmap ThemedIcon::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state)
{
    return scaledPixmap(size, mode, state, 1.0);
}

QPixmap ThemedIcon::scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale)
{
    // Qt passes device pixels here and sets the ratio on the result itself.
    const int pixels = qMin(size.width(), size.height());
    return iconPixmap(m_name, colorFor(mode), pixels, qRound(pixels / (scale > 0 ? scale : 1.0)));
}

QIconEngine* ThemedIcon::clone() const
{
    return new ThemedIcon(*this);
}

} // namespace lb::widgets
