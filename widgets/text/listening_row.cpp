#include "widgets/text/listening_row.h"

#include "widgets/tables/cell_painting.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace lb::widgets {

namespace {

constexpr int kMargin = 12;
constexpr int kLineHeight = 24;
constexpr int kNameLeft = kMargin + kSwatchWidth + 6;
constexpr int kNameWidth = 78;
constexpr int kBarWidth = 84;
constexpr int kBarHeight = 8;
constexpr int kTotalWidth = 44;
constexpr int kNarrow = 560;        // below this the tokens stand under the bar
constexpr int kPadding = 4;         // around a word
constexpr int kGap = 2;             // between a word and its number
constexpr int kBetween = 4;         // two words
constexpr double kStrongest = 0.34; // of the run's hue behind a word: 4.5 : 1 stays

QString gainText(double gain)
{
    // Nothing is told apart below a twentieth; "-0.0" says less than "0.0".
    const double rounded = std::round(gain * 10) / 10;
    return rounded == 0 ? numberText(0, 1) : (rounded > 0 ? QStringLiteral("+") : QString()) + numberText(rounded, 1);
}

} // namespace

ListeningRow::ListeningRow(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("listeningRow"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ListeningRow::setRun(const PlotRun& run)
{
    m_run = run;
    updateWords();
}

void ListeningRow::setTokens(double gain, const QList<Token>& tokens)
{
    m_gain = gain;
    m_tokens = tokens;
    m_remark.clear();
    updateWords();
}

void ListeningRow::setRemark(const QString& remark)
{
    m_gain.reset();
    m_tokens.clear();
    m_remark = remark;
    updateWords();
}

void ListeningRow::updateWords()
{
    setAccessibleName(tr("Does %1 listen to its code?").arg(m_run.name));
    setAccessibleDescription(m_gain ? tr("%1 nats gained in all").arg(numberText(*m_gain, 2)) : m_remark);
    updateGeometry();
    setFixedHeight(heightForWidth(width()));
    update();
}

int ListeningRow::tokensLeft(int width)
{
    return width < kNarrow ? kNameLeft : kNameLeft + kNameWidth + kBarWidth + kTotalWidth + 16;
}

int ListeningRow::tokensTop(int width)
{
    return width < kNarrow ? kLineHeight : 0;
}

void ListeningRow::setDataGain(std::optional<double> gain, double error)
{
    m_dataGain = gain;
    m_dataError = error;
    update();
}

QList<ListeningRow::Place> ListeningRow::placesFor(int width) const
{
    const QFontMetrics words(m_theme.font(TextSize::Small));
    const QFontMetrics numbers(m_theme.font(TextSize::Tiny));
    QList<Place> places;
    const int left = tokensLeft(width);
    int x = left;
    int y = tokensTop(width);
    for (const Token& token : m_tokens) {
        const int wordWidth = words.horizontalAdvance(token.text) + 2 * kPadding;
        const int numberWidth = numbers.horizontalAdvance(gainText(token.gain())) + kPadding;
        if (x + wordWidth + numberWidth > width - kMargin && x > left) {
            x = left;
            y += kLineHeight;
        }
        places.append({QRect(x, y + 2, wordWidth, kLineHeight - 4),
                       QRect(x + wordWidth - kPadding + kGap, y + 7, numberWidth, kLineHeight - 9)});
        x += wordWidth + numberWidth + kBetween - kPadding + kGap;
    }
    return places;
}

int ListeningRow::heightForWidth(int width) const
{
    const QList<Place> places = placesFor(width);
    if (!m_remark.isEmpty()) {
        const QFontMetrics words(m_theme.font(TextSize::Small));
        const QRect box = words.boundingRect(QRect(0, 0, std::max(80, width - tokensLeft(width) - kMargin), 1000),
                                             Qt::TextWordWrap, m_remark);
        return tokensTop(width) + std::max(kLineHeight, box.height() + 8);
    }
    return places.isEmpty() ? kLineHeight : places.last().word.bottom() + 3;
}

void ListeningRow::paintHead(QPainter& painter) const
{
    painter.setFont(m_theme.font(TextSize::Small));
    paintSwatch(painter, m_theme, QRect(kMargin, 0, kSwatchWidth, kLineHeight), m_run.family, m_run.dashSeed());
    painter.setPen(m_theme.color(ColorRole::Text));
    painter.drawText(QRect(kNameLeft, 0, kNameWidth - 6, kLineHeight), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_run.name, Qt::ElideRight, kNameWidth - 6));
    const QRect bar(kNameLeft + kNameWidth, (kLineHeight - kBarHeight) / 2, kBarWidth, kBarHeight);
    painter.fillRect(bar, m_theme.color(ColorRole::SoftBorder));
    const QRect total(bar.right() + 4, 0, kTotalWidth, kLineHeight);
    if (!m_gain)
        return;
    const double share = std::clamp(*m_gain / kFullGain, 0.0, 1.0);
    QRect filled = bar;
    filled.setWidth(qRound(share * bar.width()));
    painter.fillRect(filled, m_run.color.isValid() ? m_run.color : m_theme.familyColor(m_run.family));
    if (m_dataGain) {
        const double place = std::clamp(*m_dataGain / kFullGain, 0.0, 1.0);
        painter.fillRect(QRect(bar.left() + qRound(place * bar.width()) - 1, bar.top() - 3, 2, bar.height() + 6),
                         m_theme.color(ColorRole::PlotReference));
    }
    painter.setFont(m_theme.font(TextSize::Small, true));
    painter.setPen(m_theme.color(*m_gain < kIgnoresCode ? ColorRole::WarningText : ColorRole::Text));
    painter.drawText(total, Qt::AlignRight | Qt::AlignVCenter, numberText(*m_gain, 2));
}

void ListeningRow::paintToken(QPainter& painter, const Token& token, const Place& place) const
{
    QColor shade = token.gain() >= 0 ? m_theme.familyColor(m_run.family) : m_theme.color(ColorRole::Surprise);
    if (token.gain() >= 0 && m_run.color.isValid())
        shade = m_run.color;
    shade.setAlphaF(static_cast<float>(kStrongest * std::clamp(std::abs(token.gain()) / kFullTokenGain, 0.0, 1.0)));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(shade);
    QRect ground = place.word;
    ground.setRight(place.number.right());
    painter.drawRoundedRect(ground, 3, 3);
    painter.setFont(m_theme.font(TextSize::Small));
    painter.setPen(m_theme.color(ColorRole::Text));
    painter.drawText(place.word.adjusted(kPadding, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, token.text);
    painter.setFont(m_theme.font(TextSize::Tiny));
    painter.setPen(m_theme.color(ColorRole::Text));
    painter.drawText(place.number, Qt::AlignLeft | Qt::AlignVCenter, gainText(token.gain()));
}

void ListeningRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintHead(painter);
    if (!m_remark.isEmpty()) {
        painter.setFont(m_theme.font(TextSize::Small));
        painter.setPen(m_theme.color(ColorRole::Muted));
        painter.drawText(rect().adjusted(tokensLeft(width()), tokensTop(width()) + 4, -kMargin, 0),
                         Qt::AlignLeft | Qt::TextWordWrap, m_remark);
        return;
    }
    const QList<Place> places = placesFor(width());
    for (qsizetype i = 0; i < places.size(); ++i)
        paintToken(painter, m_tokens[i], places[i]);
}

void ListeningRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    setFixedHeight(heightForWidth(width()));
}

QString ListeningRow::toolTipAt(const QPoint& position) const
{
    const QList<Place> places = placesFor(width());
    for (qsizetype i = 0; i < places.size(); ++i)
        if (places[i].word.united(places[i].number).contains(position))
            return tr("“%1”: ln p = %2 with the sentence's own code, %3 with others': %4 nats gained")
                .arg(m_tokens[i].text, numberText(m_tokens[i].own, 2), numberText(m_tokens[i].other, 2),
                     numberText(m_tokens[i].gain(), 2));
    if (!m_gain || position.y() > kLineHeight)
        return {};
    QString text = tr("%1: the sentence is %2 nats likelier with its own code than with those of other sentences. Near "
                      "zero the decoder ignores the code; the bar is full at %3 nats.")
                       .arg(m_run.name, numberText(*m_gain, 2), numberText(kFullGain, 0));
    if (m_dataGain)
        text += QLatin1Char(' ') + tr("The tick is the mean of the data: %1 ± %2.")
                                       .arg(numberText(*m_dataGain, 2), numberText(m_dataError, 2));
    return text;
}

bool ListeningRow::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const QString text = toolTipAt(help->pos());
    if (text.isEmpty())
        QToolTip::hideText();
    else // plain text: tokens may hold what looks like markup
        QToolTip::showText(help->globalPos(), QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped()), this);
    return true;
}

} // namespace lb::widgets
