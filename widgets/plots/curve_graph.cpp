#include "widgets/plots/curve_graph.h"

#include <algorithm>

namespace lb::widgets {

namespace {

constexpr int kStripRows = 24;
constexpr std::size_t kStretchColumns = 96; // a curve that falls would else leave most of its rectangle empty

} // namespace

void CurveGraph::showBand(std::vector<Column> columns, double devicePixelRatio)
{
    m_band = std::move(columns);
    m_ratio = devicePixelRatio;
}

/// Rows [first, first + image.height()) of a stretch of the band. By rows, as the image lies in memory; without a
/// branch, so that the compiler makes several pixels at a time.
void CurveGraph::paintRows(QImage& image, int first, Stretch stretch) const
{
    const std::size_t width = stretch.end - stretch.begin;
    const QRgb ink = qPremultiply(mPen.color().rgba());
    const int* const top = m_tops.data() + stretch.begin;
    const int* const bottom = m_bottoms.data() + stretch.begin;
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
    const int height = static_cast<int>(rect.height() * m_ratio);
    spreadBand(height);
    for (std::size_t begin = 0; begin < m_tops.size(); begin += kStretchColumns) {
        const Stretch stretch{begin, std::min(begin + kStretchColumns, m_tops.size())};
        const auto [least, most] = rowsOf(stretch, height);
        const int left = m_band.front().column + static_cast<int>(begin);
        // A few rows at a time, so that they are still in the cache when they are painted.
        for (int row = least; row < most; row += kStripRows) {
            QImage strip(static_cast<int>(stretch.end - stretch.begin), std::min(kStripRows, most - row),
                         QImage::Format_ARGB32_Premultiplied);
            paintRows(strip, row, stretch);
            strip.setDevicePixelRatio(m_ratio);
            painter->drawImage(corner + QPointF(left, row) / m_ratio, strip);
        }
    }
}

/// Fills m_tops and m_bottoms.
void CurveGraph::spreadBand(int height)
{
    const int first = m_band.front().column;
    const auto width = static_cast<std::size_t>(m_band.back().column - first + 1);
    m_tops.assign(width, height);
    m_bottoms.assign(width, 0);
    for (const Column& column : m_band) {
        m_tops[static_cast<std::size_t>(column.column - first)] = column.top;
        m_bottoms[static_cast<std::size_t>(column.column - first)] = column.bottom;
    }
}

/// The rows between which a stretch lies.
std::pair<int, int> CurveGraph::rowsOf(Stretch stretch, int height) const
{
    const auto at = [](const std::vector<int>& rows, std::size_t place) {
        return rows.cbegin() + static_cast<std::ptrdiff_t>(place);
    };
    const int least = *std::min_element(at(m_tops, stretch.begin), at(m_tops, stretch.end));
    const int most = *std::max_element(at(m_bottoms, stretch.begin), at(m_bottoms, stretch.end));
    return {std::max(least, 0), std::min(most, height)};
}

} // namespace lb::widgets
