#pragma once

#include "widgets/theme/color_role.h"

#include <QIconEngine>
#include <QPointer>

namespace lb::widgets {

class Theme;

/// Draws resources/icons/NAME.svg in a theme colour at any size and pixel ratio. The colour is looked up at each paint,
/// so an icon that a button keeps for ever follows a theme switch.
class ThemedIcon : public QIconEngine {
public:
    ThemedIcon(const Theme* theme, const QString& name, ColorRole role);
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QIconEngine* clone() const override;
    bool isNull() override { return false; }

private:
    QColor colorFor(QIcon::Mode mode) const;

    QPointer<const Theme> m_theme;
    QString m_name;
    ColorRole m_role;
};

/// The icon as a pixmap of `pixels` x `pixels` device pixels, cached. A name without a file is empty. `logicalSize`
/// decides the stroke: larger icons keep lines of about 1.5 px.
QPixmap iconPixmap(const QString& name, const QColor& color, int pixels, int logicalSize);

} // namespace lb::widgets
