#include "widgets/plots/scatter_image.h"

#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace lb::widgets {

namespace {

constexpr double kFitMargin = 1.06;

QPointF placeOf(std::span<const float> positions, std::size_t point)
{
    return {static_cast<double>(positions[2 * point]), static_cast<double>(positions[2 * point + 1])};
}

/// How much of each pixel a disc around (dx, dy) of the middle one covers, [side, side], 0 to 255.
std::vector<int> stampOf(double dx, double dy, double radius, int side)
{
    std::vector<int> stamp;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const double away = std::hypot(x + 0.5 - side / 2.0 - dx, y + 0.5 - side / 2.0 - dy);
            stamp.push_back(qRound(255 * std::clamp(radius + 0.5 - away, 0.0, 1.0)));
        }
    return stamp;
}

/// `color` over `ground` (premultiplied) with a coverage of 0 to 255.
QRgb over(QRgb color, int coverage, QRgb ground)
{
    const int alpha = qAlpha(color) * coverage / 255;
    const int rest = 255 - alpha;
    return qRgba((qRed(color) * alpha + qRed(ground) * rest) / 255,
                 (qGreen(color) * alpha + qGreen(ground) * rest) / 255,
                 (qBlue(color) * alpha + qBlue(ground) * rest) / 255, alpha + qAlpha(ground) * rest / 255);
}

} // namespace

QPointF MapFrame::toPixel(QPointF place) const
{
    const QPointF away = place - centre;
    return rect.center() + QPointF(away.x() * scale, -away.y() * scale);
}

QPointF MapFrame::toPlace(QPointF pixel) const
{
    const QPointF away = pixel - rect.center();
    return centre + QPointF(away.x() / scale, -away.y() / scale);
}

MapFrame MapFrame::fitted(QRectF rect, std::span<const float> positions, double leastRadius)
{
    double low[2] = {-leastRadius, -leastRadius};
    double high[2] = {leastRadius, leastRadius};
    if (leastRadius <= 0 && !positions.empty())
        for (std::size_t k = 0; k < 2; ++k)
            low[k] = high[k] = static_cast<double>(positions[k]);
    for (std::size_t i = 0; i < positions.size(); ++i) {
        low[i % 2] = std::min(low[i % 2], static_cast<double>(positions[i]));
        high[i % 2] = std::max(high[i % 2], static_cast<double>(positions[i]));
    }
    MapFrame frame{.rect = rect, .centre = {(low[0] + high[0]) / 2, (low[1] + high[1]) / 2}};
    const double width = std::max(high[0] - low[0], 1e-9) * kFitMargin;
    const double height = std::max(high[1] - low[1], 1e-9) * kFitMargin;
    frame.scale = std::max(std::min(rect.width() / width, rect.height() / height), 1e-9);
    return frame;
}

QImage pointsImage(const MapFrame& frame, std::span<const float> positions, std::span<const QRgb> colors,
                   double devicePixelRatio, double radius)
{
    constexpr int kParts = 4; // of a pixel that a disc may stand at
    QImage image((frame.rect.size() * devicePixelRatio).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    const double r = radius * devicePixelRatio;
    const int side = 2 * static_cast<int>(std::ceil(r)) + 1;
    std::vector<std::vector<int>> stamps;
    for (int y = 0; y < kParts; ++y)
        for (int x = 0; x < kParts; ++x)
            stamps.push_back(stampOf((x + 0.5) / kParts - 0.5, (y + 0.5) / kParts - 0.5, r, side));
    for (std::size_t i = 0; i < colors.size() && 2 * i + 1 < positions.size(); ++i) {
        if (qAlpha(colors[i]) == 0)
            continue;
        const QPointF at = (frame.toPixel(placeOf(positions, i)) - frame.rect.topLeft()) * devicePixelRatio;
        if (!(at.x() > -side && at.y() > -side && at.x() < image.width() + side && at.y() < image.height() + side))
            continue;
        const int column = static_cast<int>(std::floor(at.x()));
        const int row = static_cast<int>(std::floor(at.y()));
        const auto part =
            static_cast<std::size_t>(std::min(static_cast<int>((at.y() - row) * kParts), kParts - 1) * kParts +
                                     std::min(static_cast<int>((at.x() - column) * kParts), kParts - 1));
        for (int y = std::max(0, side / 2 - row); y < side && row + y - side / 2 < image.height(); ++y) {
            auto* line = reinterpret_cast<QRgb*>(image.scanLine(row + y - side / 2));
            for (int x = std::max(0, side / 2 - column); x < side && column + x - side / 2 < image.width(); ++x)
                if (const int coverage = stamps[part][static_cast<std::size_t>(y * side + x)]; coverage > 0)
                    line[column + x - side / 2] = over(colors[i], coverage, line[column + x - side / 2]);
        }
    }
    image.setDevicePixelRatio(devicePixelRatio);
    return image;
}

QImage densityImage(const MapFrame& frame, std::span<const float> positions, std::span<const QRgb> colors,
                    const QList<QRgb>& ramp, int cell)
{
    const int columns = std::max(1, static_cast<int>(frame.rect.width()) / cell);
    const int rows = std::max(1, static_cast<int>(frame.rect.height()) / cell);
    std::vector<int> counts(static_cast<std::size_t>(columns * rows));
    int most = 1;
    for (std::size_t i = 0; i < colors.size() && 2 * i + 1 < positions.size(); ++i) {
        if (qAlpha(colors[i]) == 0)
            continue;
        const QPointF at = frame.toPixel(placeOf(positions, i)) - frame.rect.topLeft();
        const double x = std::floor(at.x() * columns / frame.rect.width());
        const double y = std::floor(at.y() * rows / frame.rect.height());
        if (x >= 0 && y >= 0 && x < columns && y < rows)
            most =
                std::max(most, ++counts[static_cast<std::size_t>(static_cast<int>(y) * columns + static_cast<int>(x))]);
    }
    QImage image(columns, rows, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    for (int y = 0; y < rows; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < columns; ++x)
            if (const int count = counts[static_cast<std::size_t>(y * columns + x)]; count > 0)
                line[x] = ramp.at(qRound((0.15 + 0.85 * std::log1p(count) / std::log1p(most)) *
                                         static_cast<double>(ramp.size() - 1)));
    }
    return image;
}

int pointAt(const MapFrame& frame, std::span<const float> positions, std::span<const QRgb> colors, QPointF pixel,
            double reach)
{
    const QPointF place = frame.toPlace(pixel);
    double best = reach * reach / (frame.scale * frame.scale);
    int nearest = -1;
    for (std::size_t i = 0; i < colors.size() && 2 * i + 1 < positions.size(); ++i) {
        const QPointF away = placeOf(positions, i) - place;
        const double square = QPointF::dotProduct(away, away);
        if (square < best && qAlpha(colors[i]) > 0) {
            best = square;
            nearest = static_cast<int>(i);
        }
    }
    return nearest;
}

std::vector<int> pointsInside(const MapFrame& frame, std::span<const float> positions, std::span<const QRgb> colors,
                              const QList<QPointF>& polygon)
{
    const QPolygonF area(polygon);
    const QRectF box = area.boundingRect();
    std::vector<int> inside;
    for (std::size_t i = 0; i < colors.size() && 2 * i + 1 < positions.size(); ++i) {
        const QPointF pixel = frame.toPixel(placeOf(positions, i));
        if (qAlpha(colors[i]) > 0 && box.contains(pixel) && area.containsPoint(pixel, Qt::OddEvenFill))
            inside.push_back(static_cast<int>(i));
    }
    return inside;
}

} // namespace lb::widgets
