#include "widgets/plots/curve_graph.h"

#include <algorithm>

namespace lb::widgets {

void CurveGraph::showBand(std::vector<Column> columns, double devicePixelRatio)
{
    m_band = std::move(columns);
    m_ratio = devicePixelRatio;
}

QImage CurveGraph::bandImage(int height) const
{
    const int first = m_band.front().column;
    const int width = m_band.back().column - first + 1;
    std::vector<int> tops(static_cast<std::size_t>(width), height);
    std::vector<int> bottoms(static_cast<std::size_t>(width), 0);
    for (const Column& column : m_band) {
        tops[static_cast<std::size_t>(column.column - first)] = column.top;
        bottoms[static_cast<std::size_t>(column.column - first)] = column.bottom;
    }
    QImage image(width, height, QImage::Format_ARGB32_Premultiplied);
    const QRgb ink = qPremultiply(mPen.color().rgba());
    const int* top = tops.data();
    const int* bottom = bottoms.data();
    // By rows, as the image lies in memory.
    for (int y = 0; y < height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < width; ++x)
            line[x] = (y >= top[x] && y < bottom[x]) ? ink : 0;
    }
    return image;
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
    QImage image = bandImage(static_cast<int>(rect.height() * m_ratio));
    image.setDevicePixelRatio(m_ratio);
    painter->drawImage(corner + QPointF(m_band.front().column / m_ratio, 0), image);
}

} // namespace lb::widgets
