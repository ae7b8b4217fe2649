#include "widgets/plots/bar_chart.h"

#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace lb::widgets {

namespace {

constexpr double kSide = 10;
constexpr double kTop = 6;
constexpr double kGap = 0.16; ///< of a bar's place, between classes

} // namespace

BarChart::BarChart(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void BarChart::setBars(const Bars& bars)
{
    if (m_bars == bars)
        return;
    m_bars = bars;
    QStringList told;
    for (qsizetype i = 0; i < bars.counts.size() && bars.areClasses; ++i)
        told.append(QStringLiteral("%1 %2").arg(labelOf(i), countText(bars.counts.at(i))));
    setAccessibleName(bars.title);
    setAccessibleDescription(told.join(QStringLiteral(", ")));
    update();
}

QRectF BarChart::area() const
{
    const int line = QFontMetrics(m_theme.font(TextSize::Tiny)).height();
    return QRectF(rect()).adjusted(kSide, kTop + line + 4, -kSide, -line - 8);
}

QRectF BarChart::barRect(qsizetype bar) const
{
    const QRectF place = area();
    const qint64 most = std::max<qint64>(1, *std::max_element(m_bars.counts.cbegin(), m_bars.counts.cend()));
    const double width = place.width() / static_cast<double>(m_bars.counts.size());
    const double gap = m_bars.areClasses ? kGap * width : 0;
    const double height = place.height() * static_cast<double>(m_bars.counts.at(bar)) / static_cast<double>(most);
    return {place.left() + width * static_cast<double>(bar) + gap / 2, place.bottom() - height, width - gap, height};
}

QString BarChart::labelOf(qsizetype bar) const
{
    if (m_bars.labels.size() == m_bars.counts.size())
        return m_bars.labels.at(bar);
    return QString::number(bar);
}

bool BarChart::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || m_bars.counts.isEmpty())
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const double width = area().width() / static_cast<double>(m_bars.counts.size());
    const auto bar = static_cast<qsizetype>((help->pos().x() - area().left()) / std::max(width, 1e-9));
    if (bar >= 0 && bar < m_bars.counts.size())
        QToolTip::showText(help->globalPos(),
                           QStringLiteral("%1: %2").arg(labelOf(bar), countText(m_bars.counts.at(bar))), this);
    return true;
}

void BarChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorRole::Base));
    painter.setFont(m_theme.font(TextSize::Tiny));
    const int line = painter.fontMetrics().height();
    painter.setPen(m_theme.color(ColorRole::Text));
    painter.drawText(QRectF(kSide, kTop, width() - 2 * kSide, line), Qt::AlignLeft, m_bars.title);
    if (m_bars.counts.isEmpty())
        return;
    const QRectF place = area();
    for (qsizetype i = 0; i < m_bars.counts.size(); ++i)
        painter.fillRect(barRect(i), m_bars.areClasses ? m_theme.classColor(static_cast<int>(i) % 10)
                                                       : m_theme.familyColor(QStringLiteral("ae")));
    painter.setPen(m_theme.color(ColorRole::PlotAxis));
    painter.drawLine(place.bottomLeft(), place.bottomRight());
    painter.setPen(m_theme.color(ColorRole::PlotTick));
    const QRectF below(place.left(), place.bottom() + 3, place.width(), line);
    if (!m_bars.areClasses) {
        painter.drawText(below, Qt::AlignLeft, labelOf(0).isEmpty() ? QString() : m_bars.labels.value(0, labelOf(0)));
        painter.drawText(below, Qt::AlignRight,
                         m_bars.labels.isEmpty() ? labelOf(m_bars.counts.size() - 1) : m_bars.labels.last());
        return;
    }
    const double width = place.width() / static_cast<double>(m_bars.counts.size());
    for (qsizetype i = 0; i < m_bars.counts.size(); ++i) {
        const QRectF cell(place.left() + width * static_cast<double>(i), below.top(), width, line);
        painter.drawText(cell, Qt::AlignCenter,
                         painter.fontMetrics().elidedText(labelOf(i), Qt::ElideRight, static_cast<int>(width) - 2));
    }
}

} // namespace lb::widgets
