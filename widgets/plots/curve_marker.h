#pragma once

#include <QIcon>
#include <QPointF>

class QPainter;

namespace lb::widgets {

class Theme;

/// How many signs there are; later metrics begin anew.
inline constexpr int kCurveMarkers = 6;

/// The sign of a plot's metric number `marker`, by shape alone: 0 none, then ring, square, triangle, diamond, cross.
/// Filled with the painter's brush, drawn with its pen; `radius` in pixels.
void paintCurveMarker(QPainter& painter, QPointF center, int marker, double radius = 3);

/// A piece of line with the sign, for a list of metrics.
QIcon curveMarkerIcon(const Theme& theme, int marker, double devicePixelRatio);

} // namespace lb::widgets
