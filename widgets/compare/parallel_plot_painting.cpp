// How ParallelPlot looks.
#include "widgets/compare/parallel_plot.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QElapsedTimer>
#include <QPainter>

#include <cmath>

namespace lb::widgets {

namespace {
constexpr double kTop = 34;
constexpr double kBrushWidth = 14;
constexpr int kMostTicks = 6;
constexpr qint64 kMostMs = 30; // of a frame, for lines
constexpr qsizetype kLinesBetweenLooks = 32;
constexpr qsizetype kFewLines = 100;
} // namespace

void ParallelPlot::drawLines(Layer& layer, bool insideOnly)
{
    if (layer.picture.isNull()) {
        layer.picture = QPixmap(size() * devicePixelRatioF());
        layer.picture.setDevicePixelRatio(devicePixelRatioF());
        layer.picture.fill(Qt::transparent);
        layer.drawn = 0;
        // Hundreds of grey lines are one texture, and coloured ones have to follow the mouse first.
        layer.isCoarse = (!insideOnly || m_isBrushMoving) && m_lines.size() > kFewLines;
    }
    std::vector<const View*> views;
    for (int column = 0; column < m_axes.size(); ++column)
        views.push_back(&viewAt(column));
    QElapsedTimer clock;
    clock.start();
    QPainter painter(&layer.picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(rect()); // of all: without one Qt has no fast lines
    const auto columns = static_cast<int>(m_axes.size());
    QPolygonF points(columns);
    QList<QLineF> segments;
    while (layer.drawn < m_lines.size()) {
        if (layer.drawn % kLinesBetweenLooks == 0 && clock.elapsed() > kMostMs) {
            update(); // the rest comes with the next frame
            return;
        }
        const qsizetype i = layer.drawn++;
        const ParallelLine& line = m_lines[i];
        const bool isInside = m_isInside.at(static_cast<std::size_t>(i)) != 0;
        if (insideOnly && !isInside)
            continue;
        for (int column = 0; column < columns; ++column)
            points[column] =
                QPointF(axisX(column), pixelOf(*views[static_cast<std::size_t>(column)], line.values[column]));
        QPen pen(m_theme.color(ColorRole::Border), 1);
        if (insideOnly)
            pen = m_theme.runPen(line.family, line.seed, 1.2);
        if (layer.isCoarse)
            pen = QPen(pen.color(), 0); // of one pixel: with the clip a tenth of the time
        painter.setPen(pen);
        if (painter.pen().style() != Qt::SolidLine) {
            painter.drawPolyline(points);
            continue;
        }
        segments.clear(); // a tenth of the time of a polyline, and at this width no corner can be seen
        for (int column = 0; column + 1 < columns; ++column)
            segments.append({points[column], points[column + 1]});
        painter.drawLines(segments);
    }
}

void ParallelPlot::paintTicks(QPainter& painter, int column) const
{
    const ParallelAxis& axis = m_axes[column];
    const View& view = viewAt(column);
    const double x = axisX(column);
    const auto label = [&](double value, const QString& text) {
        const double y = pixelOf(view, value);
        painter.setPen(QPen(m_theme.color(ColorRole::PlotAxis), 1));
        painter.drawLine(QPointF(x - 3, y), QPointF(x + 3, y));
        const QRectF room(x - 60, y - 8, 54, 16);
        const QRectF words = painter.boundingRect(room, Qt::AlignRight | Qt::AlignVCenter, text);
        QColor ground = m_theme.color(ColorRole::Base);
        ground.setAlpha(200);
        painter.fillRect(words, ground);
        painter.setPen(m_theme.color(ColorRole::PlotTick));
        painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, 54));
    };
    if (!axis.words.isEmpty()) {
        const auto step = std::max<qsizetype>(1, axis.words.size() / 8);
        for (qsizetype i = 0; i < axis.words.size(); i += step)
            label(static_cast<double>(i), axis.words[i]);
        return;
    }
    const std::vector<double> ticks = view.scale.ticks(view.range, kMostTicks, view.range.size() / 12);
    const double spacing = ticks.size() > 1 && view.scale.kind() == AxisScale::Kind::Linear ? ticks[1] - ticks[0] : 0;
    for (const double value : ticks)
        label(value, tickText(value, spacing));
}

void ParallelPlot::paintAxis(QPainter& painter, int column) const
{
    const View& view = viewAt(column);
    const double x = axisX(column);
    const double bottom = naY() - 24;
    painter.setPen(QPen(m_theme.color(ColorRole::PlotAxis), 1));
    painter.drawLine(QPointF(x, kTop), QPointF(x, bottom));
    painter.setBrush(m_theme.color(ColorRole::Base));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawEllipse(QPointF(x, naY()), 2.5, 2.5);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setFont(m_theme.font(TextSize::Tiny));
    paintTicks(painter, column);
    QRect name = nameRect(m_axes[column].id);
    if (m_drag == Drag::Name && m_dragAxis == column)
        name.translate(qRound(m_dragX - m_dragFrom), 0);
    painter.setFont(m_theme.font(TextSize::Tiny, true));
    painter.setPen(m_theme.color(hasFocus() && column == m_focusAxis ? ColorRole::Link : ColorRole::Text));
    painter.drawText(QRect(name.left() + 2, 0, name.width() - 4, 17), Qt::AlignHCenter | Qt::AlignBottom,
                     painter.fontMetrics().elidedText(m_axes[column].title, Qt::ElideRight, name.width() - 4));
    QStringList words;
    if (view.isInverted)
        words.append(tr("inverted"));
    if (view.scale.kind() == AxisScale::Kind::Log)
        words.append(tr("log"));
    painter.setFont(m_theme.font(TextSize::Tiny));
    painter.setPen(m_theme.color(ColorRole::Muted));
    painter.drawText(QRect(name.left(), 16, name.width(), 14), Qt::AlignHCenter | Qt::AlignTop,
                     words.join(QStringLiteral(", ")));
}

void ParallelPlot::paintBrush(QPainter& painter, int column) const
{
    const View& view = viewAt(column);
    if (!view.brush)
        return;
    const double a = pixelOf(view, view.brush->lower);
    const double b = pixelOf(view, view.brush->upper);
    const QRectF box(axisX(column) - kBrushWidth / 2, std::min(a, b), kBrushWidth, std::max(2.0, std::abs(a - b)));
    QColor fill = m_theme.color(ColorRole::Focus);
    fill.setAlpha(60);
    painter.fillRect(box, fill);
    painter.setPen(QPen(m_theme.color(ColorRole::Focus), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box);
    painter.setFont(m_theme.font(TextSize::Tiny, true));
    painter.setPen(m_theme.color(ColorRole::Link));
    const QString words = tr("%1 to %2").arg(valueText(view.brush->lower), valueText(view.brush->upper));
    painter.drawText(QPointF(box.right() + 4, box.top() - 3), words);
}

void ParallelPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorRole::Base));
    if (m_axes.isEmpty())
        return;
    if (m_all.picture.size() != size() * devicePixelRatioF()) { // another size, or another screen
        m_all = {};
        m_chosen = {};
    }
    if (m_all.picture.isNull() || m_all.drawn < m_lines.size())
        drawLines(m_all, false);
    if (m_all.drawn == m_lines.size() && (m_chosen.picture.isNull() || m_chosen.drawn < m_lines.size())) {
        if (m_chosen.picture.isNull())
            ++m_lineRedraws;
        drawLines(m_chosen, true);
    }
    painter.setPen(QPen(m_theme.color(ColorRole::SoftBorder), 1));
    painter.drawLine(QPointF(axisX(0), naY()), QPointF(axisX(static_cast<int>(m_axes.size()) - 1), naY()));
    painter.drawPixmap(0, 0, m_all.picture);
    if (!m_chosen.picture.isNull())
        painter.drawPixmap(0, 0, m_chosen.picture);
    painter.setFont(m_theme.font(TextSize::Tiny));
    painter.setPen(m_theme.color(ColorRole::Muted));
    painter.drawText(QRectF(0, naY() - 8, axisX(0) - 8, 16), Qt::AlignRight | Qt::AlignVCenter, tr("n/a"));
    for (int column = 0; column < m_axes.size(); ++column)
        paintAxis(painter, column);
    for (int column = 0; column < m_axes.size(); ++column)
        paintBrush(painter, column);
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.color(ColorRole::Focus), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace lb::widgets
