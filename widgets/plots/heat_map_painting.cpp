// How HeatMapPlot paints its blocks and their colour scale.
#include "widgets/plots/heat_map_plot.h"

#include "experiments/records/value_histogram.h"
#include "widgets/plots/axis_scale.h"
#include "widgets/plots/custom_plot.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

namespace lb::widgets {

namespace {
constexpr int kScaleGap = 9;
constexpr int kScaleWidth = 11;
constexpr int kScaleTick = 3;
} // namespace

void HeatMapPlot::paintMarks(QCPPainter& painter)
{
    bool isEmpty = true;
    for (const auto& block : m_blocks) {
        if (block->rect.isNull())
            continue;
        paintBlock(painter, *block);
        isEmpty = false;
    }
    if (!isEmpty)
        paintColorScale(painter);
}

void HeatMapPlot::paintBlock(QCPPainter& painter, const Block& block) const
{
    painter.setAntialiasing(false);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.drawImage(block.rect, block.image);
    painter.setPen(QPen(theme().color(ColorRole::PlotAxis), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(block.rect.adjusted(0, 0, -1, -1));

    painter.setFont(theme().font(TextSize::Tiny));
    const QFontMetrics metrics(painter.font());
    painter.setPen(theme().color(ColorRole::PlotTick));
    paintRowLabels(painter, block);
    painter.setPen(colorOf(block));
    paintYTitle(painter, metrics.elidedText(block.run.name, Qt::ElideRight, block.rect.height()),
                block.rect.center().y());
}

void HeatMapPlot::paintRowLabels(QCPPainter& painter, const Block& block) const
{
    const QFontMetrics metrics(painter.font());
    const QRect labels(0, block.rect.top(), block.rect.left() - 7, block.rect.height());
    const int flags = Qt::AlignRight | Qt::TextDontClip;
    const auto rows = static_cast<int>(block.order.size());
    if (m_isHistogram) {
        // Zero, and where one and a thousandth begin: between them all trained networks live.
        for (const double value : {1.0, 0.001, 0.0, -0.001, -1.0}) {
            int bin = 0;
            while (bin + 1 < rows && experiments::histogramBin(bin).high <= value)
                ++bin;
            const int middle = block.rect.top() + (2 * (rows - 1 - bin) + 1) * block.rect.height() / (2 * rows);
            const bool hasRoom = value == 0 || block.rect.height() > 8 * metrics.height() ||
                                 (qAbs(value) == 1 && block.rect.height() > 4 * metrics.height());
            if (hasRoom)
                painter.drawText(QRect(labels.left(), middle - metrics.height() / 2, labels.width(), metrics.height()),
                                 flags | Qt::AlignVCenter, valueText(value));
        }
        return;
    }
    painter.drawText(labels, flags | Qt::AlignTop, m_isSorted ? countText(1) : countText(0));
    if (block.rect.height() > 2 * metrics.height())
        painter.drawText(labels, flags | Qt::AlignBottom, countText(m_isSorted ? rows : rows - 1));
}

void HeatMapPlot::paintColorScale(QCPPainter& painter) const
{
    const QRect rect = plotRect();
    const QRect bar(rect.right() + kScaleGap, rect.top(), kScaleWidth, rect.height());
    QLinearGradient gradient(bar.bottomLeft(), bar.topLeft());
    for (int i = 0; i <= 20; ++i)
        gradient.setColorAt(i / 20.0, theme().sequentialColor(i / 20.0));
    painter.setAntialiasing(false);
    painter.fillRect(bar, gradient);
    painter.setPen(QPen(theme().color(ColorRole::PlotAxis), 1));
    painter.drawRect(bar.adjusted(0, 0, -1, -1));
    painter.setFont(theme().font(TextSize::Tiny));
    const QFontMetrics metrics(painter.font());
    const std::vector<double> ticks = AxisScale().ticks({0, m_maximum}, 5, 0);
    const double spacing = ticks.size() > 1 ? ticks[1] - ticks[0] : m_maximum;
    for (const double value : ticks) {
        const int y = bar.bottom() - qRound(value / m_maximum * (bar.height() - 1));
        painter.setPen(QPen(theme().color(ColorRole::PlotAxis), 1));
        painter.drawLine(QLineF(bar.right() + 1, y, bar.right() + kScaleTick, y));
        painter.setPen(theme().color(ColorRole::PlotTick));
        const int top = qBound(bar.top() - 2, y - metrics.height() / 2, bar.bottom() + 2 - metrics.height());
        painter.drawText(QRect(bar.right() + kScaleTick + 3, top, 40, metrics.height()),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip,
                         tickText(value, value == 0 ? 1 : spacing));
    }
    painter.setPen(theme().color(ColorRole::Text));
    painter.drawText(QRect(canvas()->width() - 60, rect.bottom() + 3, 56, metrics.height()), Qt::AlignRight, m_unit);
}

void HeatMapPlot::paintCursor(QCPPainter&, double)
{
    // The line alone: what it crosses has colours, not places.
}

} // namespace lb::widgets
