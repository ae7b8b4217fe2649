#include "widgets/tables/decoder_use_label.h"

#include "widgets/tables/cell_painting.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QPainter>

namespace lb::widgets {

namespace {
constexpr int kSwatch = 12;
constexpr int kGap = 5;
constexpr int kBetween = 14;
} // namespace

DecoderUseLabel::DecoderUseLabel(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("decoderUse"));
    setToolTip(tr("How much worse the decoder does when codes are shuffled among items, in nats per item. Near zero it "
                  "ignores its code."));
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void DecoderUseLabel::setUses(const QList<Use>& uses)
{
    m_uses = uses;
    QStringList words;
    for (const Use& use : m_uses)
        words.append(tr("%1: %2", "run, value").arg(use.run.name, textOf(use)));
    setAccessibleName(tr("Decoder use in nats"));
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QString DecoderUseLabel::textOf(const Use& use) const
{
    return use.nats ? valueText(*use.nats) : kNoValue;
}

int DecoderUseLabel::widthOf(const Use& use) const
{
    return kSwatch + kGap + QFontMetrics(m_theme.font(TextSize::Small, true)).horizontalAdvance(textOf(use));
}

QSize DecoderUseLabel::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(TextSize::Small));
    int width = metrics.horizontalAdvance(tr("Decoder use, nats:"));
    for (const Use& use : m_uses)
        width += kBetween + widthOf(use);
    return {width + 2, metrics.height() + 4};
}

void DecoderUseLabel::paintEvent(QPaintEvent*)
{
    if (m_uses.isEmpty())
        return;
    QPainter painter(this);
    painter.setFont(m_theme.font(TextSize::Small));
    painter.setPen(m_theme.color(ColorRole::Muted));
    const QString title = tr("Decoder use, nats:");
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, title);
    int x = painter.fontMetrics().horizontalAdvance(title) + kBetween - 4;
    for (const Use& use : m_uses) {
        painter.fillRect(x, rect().center().y(), kSwatch, 2, m_theme.familyColor(use.run.family));
        const bool ignores = use.nats && *use.nats < kIgnoresCode;
        painter.setFont(m_theme.font(TextSize::Small, ignores));
        painter.setPen(m_theme.color(ignores ? ColorRole::WarningText : ColorRole::Text));
        painter.drawText(QRect(x + kSwatch + kGap, 0, width(), height()), Qt::AlignLeft | Qt::AlignVCenter,
                         textOf(use));
        x += widthOf(use) + kBetween;
    }
}

} // namespace lb::widgets
