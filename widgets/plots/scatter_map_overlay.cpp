// The part of ScatterMap that is drawn above its points.
#include "widgets/plots/scatter_map.h"
#include "widgets/theme/theme.h"

#include <QLineF>
#include <QPainter>

#include <algorithm>

namespace lb::widgets {

namespace {

constexpr int kCardImage = 72;
constexpr double kSelectedRadius = 2.5;
constexpr double kArrow = 10; // to a point outside of the view

} // namespace

void ScatterMap::paintSelection(QPainter& painter)
{
    if (m_selectionImage.isNull() && !m_selected.empty()) {
        std::vector<QRgb> discs(m_colors.size(), 0);
        std::vector<QRgb> rings(m_colors.size(), 0);
        for (const int point : m_selected) {
            const auto i = static_cast<std::size_t>(point);
            if (i >= m_colors.size() || qAlpha(m_colors[i]) == 0)
                continue;
            discs[i] = m_colors[i];
            rings[i] = m_theme.color(ColorRole::PlotReference).rgb();
        }
        m_selectionImage = pointsImage(m_frame, m_positions, rings, devicePixelRatioF(), kSelectedRadius + 1);
        QPainter onto(&m_selectionImage);
        onto.drawImage(0, 0, pointsImage(m_frame, m_positions, discs, devicePixelRatioF(), kSelectedRadius));
    }
    painter.drawImage(plotRect(), m_selectionImage);
}

void ScatterMap::paintPointedAt(QPainter& painter) const
{
    const QRectF area = plotRect().adjusted(kArrow, kArrow, -kArrow, -kArrow);
    for (const int point : {m_linked, m_hovered}) {
        if (const auto i = static_cast<std::size_t>(point);
            point < 0 || i >= m_colors.size() || qAlpha(m_colors[i]) == 0)
            continue;
        const QPointF pixel = pixelOf(point);
        if (plotRect().contains(pixel)) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(m_theme.color(ColorRole::Base), 5));
            painter.drawEllipse(pixel, 6, 6);
            painter.setPen(QPen(m_theme.color(ColorRole::Focus), 2));
            painter.drawEllipse(pixel, 6, 6);
            continue;
        }
        const QPointF edge(std::clamp(pixel.x(), area.left(), area.right()),
                           std::clamp(pixel.y(), area.top(), area.bottom()));
        painter.save();
        painter.translate(edge);
        painter.rotate(-QLineF(edge, pixel).angle());
        painter.setPen(QPen(m_theme.color(ColorRole::Base), 1));
        painter.setBrush(m_theme.color(ColorRole::Focus));
        painter.drawPolygon(QPolygonF({{kArrow, 0}, {-kArrow / 2, -kArrow / 2}, {-kArrow / 2, kArrow / 2}}));
        painter.restore();
    }
}

void ScatterMap::paintPath(QPainter& painter) const
{
    QPolygonF line;
    for (const QPointF& place : m_path)
        line.append(m_frame.toPixel(place));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.color(ColorRole::Base), 3));
    painter.drawPolyline(line);
    painter.setPen(QPen(m_theme.color(ColorRole::PlotReference), 1.2));
    painter.drawPolyline(line);
    painter.setBrush(m_theme.color(ColorRole::Base));
    for (const QPointF& pixel : line)
        painter.drawEllipse(pixel, 2.5, 2.5);
}

void ScatterMap::paintMarks(QPainter& painter) const
{
    painter.setFont(m_theme.font(TextSize::Small, true));
    for (const auto& [point, letter] : m_marks) {
        const QPointF pixel = pixelOf(point);
        painter.setPen(QPen(m_theme.color(ColorRole::PlotReference), 1.5));
        painter.setBrush(m_theme.color(ColorRole::Base));
        painter.drawEllipse(pixel, 4.5, 4.5);
        const QRectF box(pixel + QPointF(6, -20), QSizeF(18, 18));
        painter.fillRect(box, m_theme.color(ColorRole::Base));
        painter.setPen(m_theme.color(ColorRole::Text));
        painter.drawText(box, Qt::AlignCenter, letter);
    }
}

void ScatterMap::paintCursor(QPainter& painter) const
{
    if (!m_cursor)
        return;
    const QPointF pixel = m_frame.toPixel(*m_cursor);
    const QRectF area = plotRect();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(m_theme.color(ColorRole::PlotCrosshair), 1));
    painter.drawLine(QPointF(pixel.x(), area.top()), QPointF(pixel.x(), area.bottom()));
    painter.drawLine(QPointF(area.left(), pixel.y()), QPointF(area.right(), pixel.y()));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.color(ColorRole::Focus), 1.5));
    painter.setBrush(m_theme.color(ColorRole::Base));
    painter.drawEllipse(pixel, 4, 4);
    paintCard(painter, pixel, m_cursorImage, m_cursorText);
}

void ScatterMap::paintHover(QPainter& painter) const
{
    if (m_hovered >= 0 && m_drag == Drag::None)
        paintCard(painter, pixelOf(m_hovered), m_hoverImage, m_hoverText);
}

void ScatterMap::paintCard(QPainter& painter, QPointF pixel, const QImage& image, const QString& text) const
{
    if (image.isNull() && text.isEmpty())
        return;
    constexpr int kTextWidth = 220;
    const QRectF area = plotRect();
    const QFontMetrics metrics(m_theme.font(TextSize::Small));
    const QSizeF words =
        text.isEmpty()
            ? QSizeF()
            : QSizeF(metrics.boundingRect(QRect(0, 0, kTextWidth, 200), Qt::TextWordWrap, text).size() + QSize(12, 8));
    QSizeF size = words;
    if (!image.isNull())
        size = QSizeF(std::max<double>(kCardImage, words.width()), kCardImage + words.height());
    QRectF card(pixel + QPointF(12, 12), size);
    if (card.right() > area.right())
        card.moveRight(pixel.x() - 12);
    if (card.bottom() > area.bottom())
        card.moveBottom(pixel.y() - 12);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(m_theme.color(ColorRole::Focus), 1));
    painter.setBrush(m_theme.color(ColorRole::Base));
    painter.drawRect(card);
    if (!image.isNull()) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(
            QRectF(card.center().x() - kCardImage / 2.0 + 2, card.top() + 2, kCardImage - 3, kCardImage - 3), image);
    }
    painter.setFont(m_theme.font(TextSize::Small));
    painter.setPen(m_theme.color(ColorRole::Text));
    painter.drawText(card.adjusted(6, image.isNull() ? 4 : kCardImage + 2, -6, -4), Qt::TextWordWrap, text);
}

} // namespace lb::widgets
