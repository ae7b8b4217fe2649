#include "gui/pages/command_link.h"

#include "widgets/theme/theme.h"

#include <QEvent>
#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace lb::gui {

using widgets::ColorRole;
using widgets::TextSize;

namespace {

constexpr int kIconSize = 24;
constexpr int kMargin = 16;
constexpr int kTextLeft = 56; // of a link with an icon
constexpr int kFilledHeight = 64;
constexpr int kHeight = 52;

} // namespace

CommandLink::CommandLink(const widgets::Theme& theme, const Words& words, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    setWords(words);
    connect(&theme, &widgets::Theme::changed, this, qOverload<>(&QWidget::update));
}

void CommandLink::setFilled(bool filled)
{
    m_filled = filled;
    updateGeometry();
    update();
}

void CommandLink::setWords(const Words& words)
{
    m_words = words;
    setText(words.title);
    setAccessibleName(words.title);
    setAccessibleDescription(words.subtitle);
    setToolTip(words.shortcut.isEmpty() ? words.subtitle : tr("%1 (%2)").arg(words.subtitle, words.shortcut));
    setWhatsThis(words.subtitle);
    updateGeometry();
    update();
}

QSize CommandLink::sizeHint() const
{
    const QFontMetrics title(m_theme.font(TextSize::Body, true));
    const QFontMetrics subtitle(m_theme.font(TextSize::Small));
    const int text = std::max(title.horizontalAdvance(m_words.title), subtitle.horizontalAdvance(m_words.subtitle));
    const int left = m_words.icon.isEmpty() ? kMargin : kTextLeft;
    const int lines = title.height() + subtitle.height() + 12;
    return {left + text + kMargin + (m_words.shortcut.isEmpty() ? 0 : 64),
            std::max(m_filled ? kFilledHeight : kHeight, lines)};
}

bool CommandLink::event(QEvent* event)
{
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave || event->type() == QEvent::Enter ||
        event->type() == QEvent::Leave)
        update();
    return QAbstractButton::event(event);
}

int CommandLink::paintIcon(QPainter& painter) const
{
    if (m_words.icon.isEmpty())
        return kMargin;
    const ColorRole role = !isEnabled() ? ColorRole::Disabled : m_filled ? ColorRole::OnAccent : ColorRole::Link;
    const QPixmap icon = m_theme.pixmap(m_words.icon, role, kIconSize, devicePixelRatioF());
    painter.drawPixmap(kMargin, (height() - kIconSize) / 2, icon);
    return kTextLeft;
}

void CommandLink::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    if (m_filled && isEnabled()) {
        painter.setPen(m_theme.color(ColorRole::AccentEdge));
        painter.setBrush(isDown() || underMouse() ? m_theme.color(ColorRole::AccentEdge)
                                                  : m_theme.color(ColorRole::Accent));
        painter.drawRoundedRect(frame, 3, 3);
    } else if (isEnabled() && (underMouse() || isDown())) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(isDown() ? ColorRole::Selection : ColorRole::Hover));
        painter.drawRoundedRect(frame, 3, 3);
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.color(m_filled ? ColorRole::OnAccent : ColorRole::Focus), 2));
        painter.drawRoundedRect(
            QRectF(rect()).adjusted(m_filled ? 3 : 1, m_filled ? 3 : 1, m_filled ? -3 : -1, m_filled ? -3 : -1), 3, 3);
    }

    const int left = paintIcon(painter);
    const QFont titleFont =
        m_theme.font(m_filled && !m_words.icon.isEmpty() ? TextSize::PageTitle : TextSize::Body, m_filled);
    const QFont subtitleFont = m_theme.font(TextSize::Small);
    const int titleHeight = QFontMetrics(titleFont).height();
    const int subtitleHeight = QFontMetrics(subtitleFont).height();
    const int top = (height() - titleHeight - subtitleHeight) / 2;
    const int width = this->width() - left - kMargin;
    const auto colour = [&](ColorRole plain) {
        return m_theme.color(!isEnabled() ? ColorRole::Disabled : m_filled ? ColorRole::OnAccent : plain);
    };
    painter.setFont(titleFont);
    painter.setPen(colour(ColorRole::Text));
    painter.drawText(QRect(left, top, width, titleHeight), Qt::AlignLeft | Qt::AlignVCenter, m_words.title);
    painter.setFont(subtitleFont);
    painter.setPen(colour(ColorRole::Muted));
    const QFontMetrics metrics(subtitleFont);
    const int keys = m_words.shortcut.isEmpty() ? 0 : metrics.horizontalAdvance(m_words.shortcut) + kMargin;
    painter.drawText(QRect(left, top + titleHeight, width, subtitleHeight), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(m_words.subtitle, Qt::ElideRight, width - keys)); // whole in the tooltip
    painter.drawText(QRect(left, 0, width, height()), Qt::AlignRight | Qt::AlignVCenter, m_words.shortcut);
}

} // namespace lb::gui
