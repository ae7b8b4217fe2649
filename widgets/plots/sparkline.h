#pragma once

#include <QColor>
#include <QList>
#include <QRectF>

class QPainter;

namespace lb::widgets {

/// A trend without axes, as wide and high as `rect`: antialiased, 1 px, more values than pixels thinned to their
/// extremes, values that are not finite left out as gaps. A constant runs through the middle. Nothing for fewer than
/// two values.
void paintSparkline(QPainter& painter, const QRectF& rect, const QList<double>& values, const QColor& color);

} // namespace lb::widgets
