#include "widgets/plots/curve_graph.h"

#include <algorithm>

namespace lb::widgets {

namespace {

constexpr int kStripRows = 24;

} // namespace

void CurveGraph::showBand(std::vector<Column> columns, double devicePixelRatio)
{
    m_band = std::move(columns);
    m_ratio = devicePixelRatio;
}

/// Rows [first, first + image.height()) of the band. By rows, as the image lies in memory; without a branch, so that
/// the compiler makes several pixels at a time.
void CurveGraph::paintRows(QImage& image, int first) const
{
    const auto width = static_cast<std::size_t>(image.width());
    const QRgb ink = qPremultiply(mPen.color().rgba());
    const int* const top = m_tops.data();
    const int* const bottom = m_bottoms.data();
    for (int row = 0; row < image.height(); ++row) {
        auto* const line = reinterpret_cast<QRgb*>(image.scanLine(row));
        const int y = first + row;
        for (std::size_t x = 0; x < width; ++x)
            line[x] = ink & (0U - static_cast<QRgb>((y >= top[x]) & (y < bottom[x])));
    }
}

void CurveGraph::draw(QCPPainter* painter)
{
    if (m_band.empty()) {
        QCPGraph::draw(painter);
        return;
    }
    const QRect rect = clipRect();
    const QPointF corner = mKeyAxis->axisRect()->rect().topLeft();
    painter->setAntialiasing(false);
    if (painter->modes().testFlag(QCPPainter::pmVectorized)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(mPen.color());
        for (const Column& column : m_band)
            painter->drawRect(QRectF(corner + QPointF(column.column, column.top) / m_ratio,
                                     QSizeF(1, column.bottom - column.top) / m_ratio));
        return;
    }
    // A few rows at a time, so that they are still in the cache when they are painted.
    const int height = static_cast<int>(rect.height() * m_ratio);
    const auto [least, most] = rowsOfBand(height);
    for (int row = least; row < most; row += kStripRows) {
        QImage strip(static_cast<int>(m_tops.size()), std::min(kStripRows, most - row),
                     QImage::Format_ARGB32_Premultiplied);
        paintRows(strip, row);
        strip.setDevicePixelRatio(m_ratio);
        painter->drawImage(corner + QPointF(m_band.front().column, row) / m_ratio, strip);
    }
}

/// The rows between which it lies; fills m_tops and m_bottoms.
std::pair<int, int> CurveGraph::rowsOfBand(int height)
{
    const int first = m_band.front().column;
    const auto width = static_cast<std::size_t>(m_band.back().column - first + 1);
    m_tops.assign(width, height);
    m_bottoms.assign(width, 0);
    int least = height;
    int most = 0;
    for (const Column& column : m_band) {
        m_tops[static_cast<std::size_t>(column.column - first)] = column.top;
        m_bottoms[static_cast<std::size_t>(column.column - first)] = column.bottom;
        least = std::min(least, column.top);
        most = std::max(most, column.bottom);
    }
    return {std::max(least, 0), std::min(most, height)};
}

} // namespace lb::widgets
