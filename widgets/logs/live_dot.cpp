#include "widgets/logs/live_dot.h"

#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QPainter>

namespace lb::widgets {

namespace {
constexpr int kDot = 7;
constexpr int kGap = 6;
} // namespace

LiveDot::LiveDot(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("liveDot"));
    setToolTip(tr("Age of the newest point. Stalled means that the training has not been heard of for a while."));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setState(State::Idle);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void LiveDot::setState(State state, double ageSeconds)
{
    switch (state) {
    case State::Live:
        setWords(state, tr("live, %1 s ago").arg(numberText(ageSeconds, 1)));
        break;
    case State::Stalled:
        setWords(state, tr("stalled, %1 s").arg(numberText(ageSeconds, 0)));
        break;
    case State::Paused:
        setWords(state, tr("paused"));
        break;
    case State::Idle:
        setWords(state, tr("not running"));
        break;
    }
}

void LiveDot::setWords(State state, const QString& words)
{
    if (state == m_state && words == m_text)
        return;
    const bool isWider = words.size() != m_text.size();
    m_state = state;
    m_text = words;
    setAccessibleName(words);
    if (isWider)
        updateGeometry();
    update();
}

QSize LiveDot::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(TextSize::Small));
    return {kDot + kGap + metrics.horizontalAdvance(m_text) + 2, metrics.height() + 4};
}

void LiveDot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF dot(0.5, (height() - kDot) / 2.0 + 0.5, kDot, kDot);
    const bool isWarning = m_state == State::Stalled || m_state == State::Paused;
    const QColor color = m_theme.color(isWarning                ? ColorRole::WarningText
                                       : m_state == State::Live ? ColorRole::SuccessText
                                                                : ColorRole::Muted);
    if (m_state == State::Live) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(dot);
    } else if (m_state == State::Paused) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRect(QRectF(dot.left() + 0.5, dot.top(), 2, kDot));
        painter.drawRect(QRectF(dot.left() + 4.5, dot.top(), 2, kDot));
    } else {
        painter.setPen(QPen(color, 1.6));
        painter.drawEllipse(dot.adjusted(0.8, 0.8, -0.8, -0.8));
    }
    painter.setFont(m_theme.font(TextSize::Small));
    painter.setPen(isWarning ? color : m_theme.color(ColorRole::Muted));
    painter.drawText(rect().adjusted(kDot + kGap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, m_text);
}

} // namespace lb::widgets
