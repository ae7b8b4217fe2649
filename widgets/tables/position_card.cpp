#include "widgets/tables/position_card.h"

#include "widgets/tables/tile_strip.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lb::widgets {

namespace {

constexpr int kTitle = 20;
constexpr int kSwatch = 16;
constexpr int kNear = 44;
constexpr int kGap = 6;
constexpr int kCode = 46;
constexpr int kLeastHeightOfCode = 210; // below it the picture has the room

} // namespace

PositionCard::PositionCard(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PositionCard::setContent(const Content& content)
{
    if (content == m_content)
        return;
    m_content = content;
    setAccessibleName(content.name);
    QStringList words = content.facts;
    if (!content.sentence.isEmpty())
        words.prepend(content.sentence);
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    setToolTip(content.nearText.isEmpty() ? QString() : tr("Nearest: %1").arg(content.nearText));
    update();
}

void PositionCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(m_theme.font(TextSize::Small, true));
    painter.setPen(m_theme.runPen(m_content.family, m_content.seed, 2));
    painter.drawLine(0, kTitle / 2, kSwatch, kTitle / 2);
    painter.setPen(m_theme.color(ColorRole::Text));
    const QRect title(kSwatch + kGap, 0, width() - kSwatch - kGap, kTitle);
    painter.drawText(title, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_content.name, Qt::ElideRight, title.width()));
    const bool showsCode = height() >= kLeastHeightOfCode && !m_content.code.empty();
    const int line = QFontMetrics(m_theme.font(TextSize::Tiny)).height();
    const int facts = std::max(kNear, static_cast<int>(m_content.facts.size()) * line) + kGap;
    const int below = facts + (showsCode ? kCode + line : 0);
    paintPicture(painter, QRect(0, kTitle, width(), std::max(28, height() - kTitle - below - kGap)));
    paintFacts(painter, QRect(0, height() - below, width(), facts));
    if (showsCode)
        paintCode(painter, QRect(0, height() - kCode - line, width(), kCode + line));
}

void PositionCard::paintPicture(QPainter& painter, const QRect& room) const
{
    if (m_content.image.isNull()) {
        painter.setFont(m_theme.font(TextSize::Body));
        painter.setPen(m_theme.color(ColorRole::Text));
        painter.drawText(room, Qt::TextWordWrap, m_content.sentence);
        return;
    }
    const int side = std::max(m_content.image.width(), m_content.image.height());
    const int most = std::min(room.width(), room.height()) - 2;
    const int scale = std::max(1, most / side);
    const QSize size =
        side <= most ? m_content.image.size() * scale : m_content.image.size().scaled(most, most, Qt::KeepAspectRatio);
    const QRect frame(room.topLeft(), size + QSize(2, 2));
    painter.setRenderHint(QPainter::SmoothPixmapTransform, side > most);
    painter.drawImage(frame.adjusted(1, 1, -1, -1), themedGrey(m_content.image, m_theme));
    painter.setPen(QPen(m_theme.color(ColorRole::SoftBorder), 1));
    painter.drawRect(frame.adjusted(0, 0, -1, -1));
}

void PositionCard::paintFacts(QPainter& painter, const QRect& room) const
{
    QRect words = room.adjusted(0, 0, 0, -kGap);
    if (!m_content.nearImage.isNull()) {
        const QRect frame(room.topLeft(), QSize(kNear, kNear));
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(frame.adjusted(1, 1, -1, -1), themedGrey(m_content.nearImage, m_theme));
        painter.setPen(QPen(m_theme.color(ColorRole::SoftBorder), 1));
        painter.drawRect(frame.adjusted(0, 0, -1, -1));
        words.setLeft(kNear + kGap);
    }
    painter.setFont(m_theme.font(TextSize::Tiny));
    const int line = painter.fontMetrics().height();
    for (int i = 0; i < m_content.facts.size(); ++i) {
        painter.setPen(m_theme.color(i == 0 ? ColorRole::Muted : ColorRole::Text));
        painter.drawText(QRect(words.left(), words.top() + i * line, words.width(), line), Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(m_content.facts[i], Qt::ElideRight, words.width()));
    }
}

void PositionCard::paintCode(QPainter& painter, const QRect& room) const
{
    painter.setFont(m_theme.font(TextSize::Tiny));
    const int line = painter.fontMetrics().height();
    painter.setPen(m_theme.color(ColorRole::Muted));
    const QString reach = numberText(m_content.reach, 1);
    const QString words =
        tr("z, %n dimension(s), −%1 to %1", nullptr, static_cast<int>(m_content.code.size())).arg(reach);
    painter.drawText(QRect(room.left(), room.top(), room.width(), line), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(words, Qt::ElideRight, room.width()));
    const QRectF area = QRectF(room).adjusted(0, line, 0, 0);
    const double width = area.width() / static_cast<double>(m_content.code.size());
    const double middle = area.center().y();
    const double bar = std::max(1.0, width > 3 ? width - 1 : width);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (std::size_t i = 0; i < m_content.code.size(); ++i) {
        const double share =
            std::clamp(static_cast<double>(m_content.code[i]) / std::max(m_content.reach, 1e-9), -1.0, 1.0);
        const double y = middle - share * area.height() / 2;
        painter.fillRect(QRectF(QPointF(area.left() + static_cast<double>(i) * width, std::min(y, middle)),
                                QSizeF(bar, std::abs(y - middle))),
                         m_theme.familyColor(m_content.family));
    }
    painter.setPen(QPen(m_theme.color(ColorRole::PlotAxis), 1));
    painter.drawLine(QPointF(area.left(), middle), QPointF(area.right(), middle));
}

} // namespace lb::widgets
