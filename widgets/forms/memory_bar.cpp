#include "widgets/forms/memory_bar.h"

#include "widgets/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace lb::widgets {

namespace {

constexpr int kBar = 14;
constexpr int kSwatch = 8;
constexpr int kGap = 12;

} // namespace

MemoryBar::MemoryBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("memoryBar"));
    setToolTip(tr("What the run keeps in memory at its peak, against what is free."));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void MemoryBar::setParts(const QList<Part>& parts, double whole)
{
    m_parts = parts;
    m_whole = whole;
    QStringList words;
    for (const Part& part : parts)
        words.append(part.name + QLatin1Char(' ') + part.text);
    setAccessibleName(tr("Memory: %1").arg(words.join(tr(", "))));
    updateGeometry();
    update();
}

QSize MemoryBar::sizeHint() const
{
    return {240, heightForWidth(std::max(200, width()))};
}

int MemoryBar::heightForWidth(int width) const
{
    return layOutLegend(width, [](int, QPoint) {}) + 2;
}

QColor MemoryBar::colorOf(int part) const
{
    // One hue, lighter from part to part: they are no runs.
    const QColor strong = m_theme.color(ColorRole::Focus);
    const QColor ground = m_theme.color(ColorRole::SoftBorder);
    const double share = m_parts.size() > 1 ? 0.85 * part / static_cast<double>(m_parts.size() - 1) : 0;
    const auto mix = [&](int a, int b) { return qRound(a + share * (b - a)); };
    return {mix(strong.red(), ground.red()), mix(strong.green(), ground.green()), mix(strong.blue(), ground.blue())};
}

/// Places the entries from left to right and from line to line; returns the height of it all.
int MemoryBar::layOutLegend(int width, const std::function<void(int, QPoint)>& place) const
{
    const QFontMetrics metrics(m_theme.font(TextSize::Tiny));
    const int line = metrics.height() + 2;
    QPoint at(0, kBar + 5);
    for (int i = 0; i < m_parts.size(); ++i) {
        const int length =
            kSwatch + 4 + metrics.horizontalAdvance(m_parts[i].name + QLatin1Char(' ') + m_parts[i].text);
        if (at.x() > 0 && at.x() + length > width)
            at = {0, at.y() + line};
        place(i, at);
        at.rx() += length + kGap;
    }
    return m_parts.isEmpty() ? kBar : at.y() + line;
}

void MemoryBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    double sum = 0;
    for (const Part& part : m_parts)
        sum += part.amount;
    const bool isTooMuch = m_whole > 0 && sum > m_whole;
    const double scale = std::max(sum, m_whole);
    const QRectF bar(0.5, 0.5, width() - 1, kBar - 1);
    painter.fillRect(bar, m_theme.color(ColorRole::SoftBorder));
    double x = bar.left();
    for (int i = 0; scale > 0 && i < m_parts.size(); ++i) {
        const double length = bar.width() * m_parts[i].amount / scale;
        painter.fillRect(QRectF(x, bar.top(), std::max(1.0, length - 1), bar.height()), colorOf(i));
        x += length;
    }
    painter.setPen(m_theme.color(isTooMuch ? ColorRole::ErrorText : ColorRole::Border));
    painter.drawRect(bar);
    if (isTooMuch) {
        const double limit = bar.left() + bar.width() * m_whole / scale;
        painter.setPen(QPen(m_theme.color(ColorRole::ErrorText), 2));
        painter.drawLine(QPointF(limit, bar.top()), QPointF(limit, bar.bottom()));
    }
    painter.setFont(m_theme.font(TextSize::Tiny));
    layOutLegend(width(), [&](int i, QPoint at) {
        const int line = painter.fontMetrics().height();
        painter.fillRect(QRect(at.x(), at.y() + (line - kSwatch) / 2, kSwatch, kSwatch), colorOf(i));
        painter.setPen(m_theme.color(ColorRole::Muted));
        painter.drawText(QPoint(at.x() + kSwatch + 4, at.y() + painter.fontMetrics().ascent()),
                         m_parts[i].name + QLatin1Char(' ') + m_parts[i].text);
    });
}

} // namespace lb::widgets
