#include "widgets/text/token_panel.h"

#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace lb::widgets {

namespace {

constexpr int kRow = 25;
constexpr int kRows = 5;
constexpr int kMargin = 12;
constexpr int kPiece = 72;
constexpr int kNumber = 48;
constexpr int kBar = 7;
constexpr int kWords = 60;

QString visible(const QString& piece)
{
    return piece.trimmed().isEmpty() ? QStringLiteral("␣") : piece;
}

} // namespace

TokenPanel::TokenPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_words(new QLabel(this))
{
    setObjectName(QStringLiteral("tokenPanel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin, 8, kMargin, 0);
    m_words->setObjectName(QStringLiteral("tokenWords"));
    m_words->setFont(theme.font(TextSize::Small));
    m_words->setWordWrap(true);
    m_words->setTextFormat(Qt::RichText);
    m_words->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_words->setFixedHeight(kWords - 12);
    m_words->setProperty("muted", true);
    column->addWidget(m_words);
    column->addStretch(1);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    clear();
}

void TokenPanel::clear()
{
    m_token = {};
    m_words->setText(tr("Point at a word of a reply: how likely it was, and what else was, appears here."));
    setAccessibleDescription({});
    update();
}

void TokenPanel::setToken(const ReplyView& reply, int place, int index)
{
    if (index < 0 || index >= reply.tokens.size()) {
        clear();
        return;
    }
    m_token = reply.tokens[index];
    const QString name = QStringLiteral("<b>%1</b>").arg(visible(m_token.piece).toHtmlEscaped());
    QString second = tr("surprise %1 nats").arg(numberText(-m_token.logProbability, 2));
    const auto rank = std::find_if(m_token.best.cbegin(), m_token.best.cend(),
                                   [&](const auto& chance) { return chance.piece == m_token.piece; });
    if (rank != m_token.best.cend())
        second = tr("%1, rank %2").arg(second).arg(rank - m_token.best.cbegin() + 1);
    else if (!m_token.best.isEmpty())
        second = tr("%1, below rank %2").arg(second).arg(m_token.best.size());
    else
        second = tr("%1; a beam search keeps no others").arg(second);
    m_words->setText(tr("Reply %1, token %2: %3").arg(place).arg(index + 1).arg(name) + QStringLiteral("<br>") +
                     second);
    QStringList chances;
    for (const experiments::TokenChance& chance : m_token.best)
        chances += tr("%1 %2 %").arg(visible(chance.piece), numberText(100 * chance.probability, 1));
    setAccessibleDescription(chances.join(QStringLiteral(", ")));
    update();
}

QSize TokenPanel::sizeHint() const
{
    return {264, kWords + kRows * kRow + 4};
}

void TokenPanel::paintChance(QPainter& painter, const QRect& row, qsizetype index) const
{
    const experiments::TokenChance& chance = m_token.best[index];
    const bool isTaken = chance.piece == m_token.piece;
    painter.setFont(m_theme.font(TextSize::Small, isTaken));
    painter.setPen(m_theme.color(ColorRole::Text));
    const QRect piece(row.left() + kMargin, row.top(), kPiece, row.height());
    painter.drawText(piece, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(visible(chance.piece), Qt::ElideRight, kPiece - 6));
    const QRect number(row.right() - kMargin - kNumber, row.top(), kNumber, row.height());
    painter.drawText(number, Qt::AlignVCenter | Qt::AlignRight,
                     tr("%1 %").arg(numberText(100 * chance.probability, 1)));
    const QRectF groove(piece.right(), row.center().y() - kBar / 2, number.left() - piece.right() - 6, kBar);
    painter.fillRect(groove, m_theme.color(ColorRole::SoftBorder));
    painter.fillRect(QRectF(groove.topLeft(), QSizeF(groove.width() * std::clamp(chance.probability, 0.0, 1.0), kBar)),
                     m_theme.color(ColorRole::Focus));
}

void TokenPanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    for (qsizetype i = 0; i < std::min<qsizetype>(kRows, m_token.best.size()); ++i)
        paintChance(painter, {0, kWords + static_cast<int>(i) * kRow, width(), kRow}, i);
}

} // namespace lb::widgets
