// What LinkedPlot paints itself: events, checkpoints, cursor lines, titles.
#include "widgets/plots/linked_plot.h"

#include "widgets/plots/event_kinds.h"
#include "widgets/plots/plot_link.h"
#include "widgets/plots/plot_navigation.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QPainterPath>

#include "widgets/plots/custom_plot.h"

#include <cmath>

namespace lb::widgets {

namespace {
constexpr double kDiamond = 4;         // half diagonal, pixels
constexpr double kDiamondSpacing = 11; // nearer checkpoints share one diamond
constexpr double kPennantWidth = 7;
constexpr double kPennantHeight = 8;
constexpr int kMarkReach = 5;
} // namespace

QColor LinkedPlot::markColor(const QString& kind) const
{
    return m_theme.color(isWarningEvent(kind) ? ColorRole::WarningText : ColorRole::PlotReference);
}

QList<LinkedPlot::Mark> LinkedPlot::eventMarks() const
{
    QList<Mark> marks;
    const QRect rect = plotRect();
    for (auto it = m_marks.cbegin(); it != m_marks.cend(); ++it) {
        const std::optional<XMapping> mapping = mappingOf(it.key());
        if (!mapping)
            continue;
        for (const experiments::RunEvent& event : it->events) {
            if (!m_shownKinds.contains(event.kind))
                continue;
            const double pixel =
                pixelOfX(mapping->map(static_cast<double>(event.step), static_cast<double>(event.timeMs)));
            if (pixel >= rect.left() && pixel <= rect.right() + 1)
                marks.append({pixel, nameOf(it.key()), event});
        }
    }
    return marks;
}

void LinkedPlot::paintAllMarks(QCPPainter& painter)
{
    paintMarks(painter);
    paintEvents(painter);
    paintCheckpoints(painter);
    paintXTitle(painter);
}

void LinkedPlot::paintEvents(QCPPainter& painter) const
{
    const QRect rect = plotRect();
    painter.setFont(m_theme.font(TextSize::Tiny));
    for (const Mark& mark : eventMarks()) {
        const QColor color = markColor(mark.event.kind);
        QPen pen(color, 1);
        pen.setDashPattern({2, 3});
        pen.setCapStyle(Qt::FlatCap);
        painter.setAntialiasing(false);
        painter.setPen(pen);
        const double x = std::round(mark.pixel);
        painter.drawLine(QLineF(x, rect.top(), x, rect.bottom()));
        painter.setAntialiasing(true);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        QPolygonF pennant{QPointF(x, rect.top()), QPointF(x + kPennantWidth, rect.top() + kPennantHeight / 2),
                          QPointF(x, rect.top() + kPennantHeight)};
        painter.drawPolygon(pennant);
        painter.setBrush(Qt::NoBrush);
        if (m_areEventLabelsShown) {
            const QString text = tr("%1, %2", "event kind, run").arg(eventKindWord(mark.event.kind), mark.runName);
            const double width = QFontMetricsF(painter.font()).horizontalAdvance(text);
            const bool fits = x + kPennantWidth + 5 + width < rect.right();
            paintLabel(painter, QPointF(fits ? x + kPennantWidth + 5 + width : x - 5, rect.top() + kPennantHeight / 2),
                       text, color);
        }
    }
}

void LinkedPlot::paintCheckpoints(QCPPainter& painter) const
{
    const QRect rect = plotRect();
    painter.setAntialiasing(true);
    painter.setPen(QPen(m_theme.color(ColorRole::PlotTick), 1));
    painter.setBrush(m_theme.color(ColorRole::Base));
    QList<double> places;
    for (auto it = m_marks.cbegin(); it != m_marks.cend(); ++it) {
        const std::optional<XMapping> mapping = mappingOf(it.key());
        if (!mapping)
            continue;
        for (const experiments::CheckpointRecord& checkpoint : it->checkpoints) {
            const double x =
                pixelOfX(mapping->map(static_cast<double>(checkpoint.step), static_cast<double>(checkpoint.timeMs)));
            if (!std::isnan(x)) // step 0 has no place on a log axis
                places.append(x);
        }
    }
    std::sort(places.begin(), places.end());
    double last = -1e9;
    for (const double x : places) {
        if (x < rect.left() || x > rect.right() + 1 || x - last < kDiamondSpacing)
            continue;
        last = x;
        const double y = rect.bottom() + 0.5;
        painter.drawPolygon(QPolygonF{QPointF(x - kDiamond, y), QPointF(x, y - kDiamond), QPointF(x + kDiamond, y),
                                      QPointF(x, y + kDiamond)});
    }
    painter.setBrush(Qt::NoBrush);
}

void LinkedPlot::paintLabel(QCPPainter& painter, QPointF anchor, const QString& text, const QColor& color) const
{
    painter.setFont(m_theme.font(TextSize::Tiny));
    const QFontMetricsF metrics(painter.font());
    const double width = metrics.horizontalAdvance(text);
    const QRectF box(anchor.x() - width, anchor.y() - metrics.height() / 2, width, metrics.height());
    QColor ground = m_theme.color(ColorRole::Base);
    ground.setAlpha(225);
    painter.setAntialiasing(false);
    painter.fillRect(box.adjusted(-2, 1, 2, -1), ground);
    painter.setPen(color);
    painter.drawText(box, Qt::AlignCenter | Qt::TextDontClip, text);
}

QString LinkedPlot::xTitle() const
{
    switch (m_link ? m_link->xMode() : XMode::Step) {
    case XMode::Epoch:
        return tr("Epoch");
    case XMode::Examples:
        return tr("Examples");
    case XMode::Time:
        return tr("Time (s)");
    case XMode::Step:
        break;
    }
    return tr("Step");
}

QString LinkedPlot::xText(double x) const
{
    switch (m_link ? m_link->xMode() : XMode::Step) {
    case XMode::Epoch:
        return numberText(x, 2);
    case XMode::Time:
        return tr("%1 s").arg(numberText(x, 1));
    case XMode::Examples:
    case XMode::Step:
        break;
    }
    return numberText(x, 0);
}

void LinkedPlot::paintXTitle(QCPPainter& painter) const
{
    painter.setFont(m_theme.font(TextSize::Tiny));
    painter.setPen(m_theme.color(ColorRole::Text));
    const QRect rect = plotRect();
    const double height = QFontMetricsF(painter.font()).height();
    painter.drawText(QRectF(rect.left(), m_canvas->height() - height - 1, rect.width(), height), Qt::AlignCenter,
                     xTitle());
}

void LinkedPlot::paintYTitle(QCPPainter& painter, const QString& title, double middle) const
{
    painter.save();
    painter.setFont(m_theme.font(TextSize::Tiny));
    const double height = QFontMetricsF(painter.font()).height();
    painter.translate(1, middle);
    painter.rotate(-90);
    painter.drawText(QRectF(-500, 0, 1000, height), Qt::AlignCenter, title);
    painter.restore();
}

void LinkedPlot::paintAllCursors(QCPPainter& painter)
{
    if (!m_link)
        return;
    if (m_link->pinned())
        paintCursorLine(painter, *m_link->pinned(), true);
    if (m_link->cursor())
        paintCursorLine(painter, *m_link->cursor(), false);
    if (hasFocus()) {
        painter.setAntialiasing(false);
        painter.setPen(QPen(m_theme.color(ColorRole::Focus), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(m_canvas->rect().adjusted(1, 1, -1, -1));
    }
}

void LinkedPlot::paintCursorLine(QCPPainter& painter, double x, bool isPinned)
{
    const QRect rect = plotRect();
    const double pixel = std::round(pixelOfX(x));
    if (!(pixel >= rect.left() && pixel <= rect.right() + 1))
        return;
    painter.setAntialiasing(false);
    QPen pen(m_theme.color(ColorRole::PlotCrosshair), 1);
    if (isPinned)
        pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.drawLine(QLineF(pixel, rect.top(), pixel, rect.bottom()));
    paintCursor(painter, x);
    if (isPinned || m_link->cursorPlot() == this)
        paintStepFlag(painter, x);
}

void LinkedPlot::paintStepFlag(QCPPainter& painter, double x) const
{
    const QRect rect = plotRect();
    painter.setFont(m_theme.font(TextSize::Tiny));
    const QString text = xText(x);
    const QFontMetricsF metrics(painter.font());
    const double width = metrics.horizontalAdvance(text) + 12;
    const double left = qBound(0.0, pixelOfX(x) - width / 2, m_canvas->width() - width);
    const QRectF flag(std::round(left), rect.bottom() + 1, width, metrics.height() + 1);
    painter.setAntialiasing(false);
    painter.fillRect(flag, m_theme.color(ColorRole::PlotTick));
    painter.setPen(m_theme.color(ColorRole::Base));
    painter.drawText(flag, Qt::AlignCenter, text);
}

void LinkedPlot::clickAt(QPoint position)
{
    m_navigation->togglePin(position);
}

QString LinkedPlot::toolTipAt(QPoint position) const
{
    for (const Mark& mark : eventMarks())
        if (std::abs(mark.pixel - position.x()) <= kMarkReach && plotRect().contains(position))
            return tr("%1, %2, step %3: %4", "event kind, run, step, what")
                .arg(eventKindWord(mark.event.kind), mark.runName, countText(mark.event.step), mark.event.message);
    return plotRect().contains(position) ? QString() : toolTip();
}

} // namespace lb::widgets
