#include "widgets/text/reply_card.h"

#include "widgets/logs/elided_label.h"
#include "widgets/text/token_text.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace lb::widgets {

namespace {

constexpr QSize kSwatch(18, 12);

QPixmap swatchOf(const Theme& theme, const PlotRun& run, double ratio)
{
    QPixmap pixmap(kSwatch * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setPen(theme.runPen(run.family, run.dashSeed(), 2));
    painter.drawLine(0, kSwatch.height() / 2, kSwatch.width(), kSwatch.height() / 2);
    return pixmap;
}

QToolButton* smallButton(const Theme& theme, const QString& name, const QString& toolTip, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(name);
    button->setToolTip(toolTip);
    button->setWhatsThis(toolTip);
    button->setAccessibleName(toolTip);
    button->setFont(theme.font(TextSize::Small));
    button->setFixedHeight(24);
    return button;
}

} // namespace

ReplyCard::ReplyCard(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_swatch(new QLabel(this))
    , m_name(new QLabel(this))
    , m_remark(new ElidedLabel(this))
    , m_failure(new QLabel(this))
    , m_text(new TokenText(theme, this))
{
    setObjectName(QStringLiteral("reply"));
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(2);
    m_head = new QHBoxLayout;
    m_head->setSpacing(6);
    m_name->setFont(theme.font(TextSize::Small, true));
    m_name->setTextFormat(Qt::PlainText);
    m_remark->setObjectName(QStringLiteral("replyRemark"));
    m_remark->setFont(theme.font(TextSize::Small));
    m_remark->setProperty("muted", true);
    m_remark->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_head->addWidget(m_swatch);
    m_head->addWidget(m_name);
    m_head->addWidget(m_remark, 1);
    m_continue =
        smallButton(theme, QStringLiteral("continueReply"), tr("Lets this model write on behind its text."), this);
    m_continue->setText(tr("Continue"));
    m_head->addWidget(m_continue);
    m_copy = smallButton(theme, QStringLiteral("copyReply"), tr("Copies this text."), this);
    m_copy->setIcon(theme.icon(QStringLiteral("copy")));
    m_copy->setFixedWidth(24);
    m_head->addWidget(m_copy);
    m_column->addLayout(m_head);
    m_text->setObjectName(QStringLiteral("replyText"));
    m_column->addWidget(m_text);
    m_failure->setObjectName(QStringLiteral("replyFailure"));
    m_failure->setFont(theme.font(TextSize::Small));
    m_failure->setWordWrap(true);
    m_failure->setTextFormat(Qt::PlainText);
    m_column->addWidget(m_failure);
    m_column->addStretch(1);
    connect(m_continue, &QToolButton::clicked, this, [this] { emit continueClicked(m_reply.id); });
    connect(m_copy, &QToolButton::clicked, this, [this] {
        QString text;
        for (const experiments::ConsoleToken& token : m_text->tokens())
            text += token.characters;
        emit copyClicked(text);
    });
    connect(m_text, &TokenText::tokenPointed, this, [this](int index) { emit tokenPointed(this, index); });
    connect(&theme, &Theme::changed, this, &ReplyCard::updateColors);
}

void ReplyCard::setReply(const ReplyView& reply)
{
    const bool isTextNew = reply.tokens != m_text->tokens();
    const bool isRunNew = reply.run != m_reply.run;
    m_reply = reply;
    if (isRunNew)
        updateColors();
    if (isTextNew)
        m_text->setTokens(reply.tokens);
    updateMarks();
    m_text->setAccessibleName(tr("Reply of %1").arg(reply.run.name));
    updateHead();
}

void ReplyCard::append(const QList<experiments::ConsoleToken>& tokens)
{
    m_text->append(tokens);
    m_reply.tokens = m_text->tokens();
    m_remark->setText(remark());
    updateButtons();
}

void ReplyCard::setShade(Shade shade)
{
    m_shade = shade;
    m_text->setShaded(shade == Shade::Surprise);
    updateMarks();
}

void ReplyCard::updateMarks()
{
    const bool isMarked = m_shade == Shade::Difference && m_reply.compared && !m_reply.isWriting;
    m_text->setMarks(isMarked ? experiments::changedWords(*m_reply.compared, m_text->shownText())
                              : QList<experiments::WordMark>());
}

void ReplyCard::setNarrow(bool narrow)
{
    if (narrow == m_isNarrow)
        return;
    m_isNarrow = narrow;
    m_continue->setText(narrow ? QString() : tr("Continue"));
    m_continue->setIcon(narrow ? m_theme.icon(QStringLiteral("right")) : QIcon());
    constexpr int kRemarkPlace = 2; // behind swatch and name
    if (narrow) {
        m_head->removeWidget(m_remark);
        m_head->insertStretch(kRemarkPlace, 1);
        m_column->insertWidget(1, m_remark);
    } else {
        m_column->removeWidget(m_remark);
        delete m_head->takeAt(kRemarkPlace);
        m_head->insertWidget(kRemarkPlace, m_remark, 1);
    }
    m_remark->setWordWrap(narrow);
}

void ReplyCard::setActive(bool active)
{
    m_isActive = active;
    updateButtons();
}

QString ReplyCard::remark() const
{
    QStringList words;
    if (m_reply.step >= 0)
        words += tr("checkpoint %1").arg(countText(m_reply.step));
    const auto count = static_cast<double>(m_reply.tokens.size());
    if (!m_reply.tokens.isEmpty())
        words += tr("perplexity %1").arg(valueText(experiments::perplexityOf(m_reply.tokens)));
    if (m_reply.isWriting)
        words +=
            m_reply.tokens.isEmpty() ? tr("opening the model") : tr("writing, %n token(s)", nullptr, qRound(count));
    else if (m_reply.seconds > 0 && count > 0)
        words += tr("%1 tokens/s").arg(countText(qRound64(count / m_reply.seconds)));
    const bool isEnded = !m_reply.isWriting && m_reply.end == QLatin1String("end");
    if (isEnded && m_reply.tokens.isEmpty())
        words += tr("wrote nothing: its first token was the end");
    else if (m_reply.end == QLatin1String("cancelled"))
        words += tr("stopped by you");
    else if (m_reply.end == QLatin1String("length"))
        words += tr("cut at %n token(s)", nullptr, qRound(count));
    else if (m_reply.end == QLatin1String("full"))
        words += tr("the model has no room for more");
    return words.join(QStringLiteral("   "));
}

/// Seldom: new palettes and pixmaps lay the whole conversation out again.
void ReplyCard::updateColors()
{
    m_swatch->setPixmap(swatchOf(m_theme, m_reply.run, devicePixelRatioF()));
    QPalette palette = m_failure->palette();
    palette.setColor(QPalette::WindowText, m_theme.color(ColorRole::ErrorText));
    m_failure->setPalette(palette);
}

void ReplyCard::updateHead()
{
    m_name->setText(m_reply.run.name);
    m_remark->setText(remark());
    m_remark->setToolTip(m_remark->text());
    const bool hasFailed = !m_reply.failure.isEmpty();
    m_failure->setVisible(hasFailed);
    m_failure->setText(m_reply.failure);
    m_failure->setToolTip(m_reply.detail);
    m_text->setVisible(!hasFailed || !m_reply.tokens.isEmpty());
    updateButtons();
}

void ReplyCard::updateButtons()
{
    m_continue->setEnabled(m_isActive && m_reply.id != 0 && m_reply.failure.isEmpty());
    m_copy->setEnabled(!m_reply.tokens.isEmpty());
}

} // namespace lb::widgets
