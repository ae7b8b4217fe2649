#include "widgets/text/conversation_view.h"

#include "widgets/text/reply_card.h"
#include "widgets/text/turn_card.h"

#include <QScrollBar>
#include <QVBoxLayout>

namespace lb::widgets {

namespace {

constexpr int kNearEnd = 24; // pixels from the end that still count as the end

} // namespace

ConversationView::ConversationView(const Theme& theme, QWidget* parent)
    : QScrollArea(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("conversation"));
    setAccessibleName(tr("Conversation"));
    setToolTip(tr("Prompts and what the models wrote."));
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget(this);
    content->setObjectName(QStringLiteral("conversationContent"));
    content->setProperty("turns", true);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addStretch(1);
    setWidget(content);
    QScrollBar* bar = verticalScrollBar();
    connect(bar, &QScrollBar::valueChanged, this,
            [this, bar](int value) { m_isAtEnd = value >= bar->maximum() - kNearEnd; });
    connect(bar, &QScrollBar::rangeChanged, this, [this, bar](int, int maximum) {
        if (m_isAtEnd)
            bar->setValue(maximum);
    });
}

TurnCard* ConversationView::addCard()
{
    auto* card = new TurnCard(m_theme, widget());
    card->setShade(m_shade);
    card->setActive(m_isActive);
    m_column->insertWidget(m_column->count() - 1, card);
    connect(card, &TurnCard::editClicked, this, &ConversationView::editClicked);
    connect(card, &TurnCard::branchClicked, this, &ConversationView::branchClicked);
    connect(card, &TurnCard::regenerateClicked, this, &ConversationView::regenerateClicked);
    connect(card, &TurnCard::repeatClicked, this, &ConversationView::repeatClicked);
    connect(card, &TurnCard::branchStepped, this, &ConversationView::branchStepped);
    connect(card, &TurnCard::attemptStepped, this, &ConversationView::attemptStepped);
    connect(card, &TurnCard::continueClicked, this, &ConversationView::continueClicked);
    connect(card, &TurnCard::copyClicked, this, &ConversationView::copyClicked);
    connect(card, &TurnCard::tokenPointed, this, &ConversationView::announce);
    return card;
}

void ConversationView::setTurns(const QList<TurnView>& turns)
{
    const bool hasMore = turns.size() > m_cards.size();
    while (m_cards.size() > turns.size()) {
        TurnCard* gone = m_cards.takeLast();
        gone->hide();
        gone->deleteLater(); // a click in it may be what led here
    }
    while (m_cards.size() < turns.size())
        m_cards.append(addCard());
    for (qsizetype i = 0; i < turns.size(); ++i)
        if (m_cards[i]->turn() != turns[i])
            m_cards[i]->setTurn(turns[i]);
    if (hasMore) { // what was just asked is what one wants to see
        m_isAtEnd = true;
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    }
}

void ConversationView::append(int column, const QList<experiments::ConsoleToken>& tokens)
{
    for (TurnCard* card : std::as_const(m_cards))
        card->append(column, tokens);
}

void ConversationView::setShade(Shade shade)
{
    m_shade = shade;
    for (TurnCard* card : std::as_const(m_cards))
        card->setShade(shade);
}

void ConversationView::setActive(bool active)
{
    if (active == m_isActive)
        return;
    m_isActive = active;
    for (TurnCard* card : std::as_const(m_cards))
        card->setActive(active);
}

void ConversationView::announce(ReplyCard* card, int index)
{
    int place = 0;
    for (const TurnCard* turn : std::as_const(m_cards))
        for (const ReplyCard* reply : turn->replies()) {
            ++place;
            if (reply == card)
                emit tokenPointed(card->reply(), place, index);
        }
}

} // namespace lb::widgets
