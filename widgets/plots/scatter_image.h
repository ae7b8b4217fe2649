#pragma once

#include <QColor>
#include <QImage>
#include <QList>
#include <QPointF>
#include <QRectF>

#include <span>
#include <vector>

namespace lb::widgets {

/// Where places of the map are in pixels: one scale for both axes, y upwards.
struct MapFrame {
    QRectF rect;      ///< pixels
    QPointF centre;   ///< place in the middle of the rectangle
    double scale = 1; ///< pixels per unit
    QPointF toPixel(QPointF place) const;
    QPointF toPlace(QPointF pixel) const;
    /// All positions, and the unit circle around zero, with a margin.
    static MapFrame fitted(QRectF rect, std::span<const float> positions, double leastRadius);
};

/// Points of the map as a picture of the frame's rectangle in device pixels, transparent elsewhere: discs of 1.5 px.
/// `colors`: of each point; a point of alpha 0 is left out. Some ten nanoseconds a point.
QImage pointsImage(const MapFrame& frame, std::span<const float> positions, std::span<const QRgb> colors,
                   double devicePixelRatio, double radius = 1.5);

/// How many points are where: cells of `cell` device-independent pixels, `ramp` (255 colours) by the logarithm of the
/// count; empty cells are transparent.
QImage densityImage(const MapFrame& frame, std::span<const float> positions, std::span<const QRgb> colors,
                    const QList<QRgb>& ramp, int cell = 4);

/// The visible point nearest to a pixel, at most `reach` pixels away; -1: none.
int pointAt(const MapFrame& frame, std::span<const float> positions, std::span<const QRgb> colors, QPointF pixel,
            double reach);
/// Visible points inside a polygon of pixels, rising.
std::vector<int> pointsInside(const MapFrame& frame, std::span<const float> positions, std::span<const QRgb> colors,
                              const QList<QPointF>& polygon);

} // namespace lb::widgets
