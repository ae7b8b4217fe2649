#include "widgets/text/turn_card.h"

#include "widgets/text/reply_card.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace lb::widgets {

namespace {

constexpr int kMargin = 12;

} // namespace

TurnCard::TurnCard(const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("turn"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* promptArea = new QFrame(this);
    promptArea->setProperty("promptArea", true);
    buildPrompt(promptArea);
    column->addWidget(promptArea);
    auto* body = new QVBoxLayout;
    body->setContentsMargins(kMargin, 8, kMargin, 6);
    body->setSpacing(4);
    m_replyRow = new QHBoxLayout;
    m_replyRow->setSpacing(16);
    body->addLayout(m_replyRow);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(4);
    buildFoot(foot);
    body->addLayout(foot);
    column->addLayout(body);
}

QToolButton* TurnCard::addButton(QHBoxLayout* row, const char* name, const QString& text, const QString& toolTip)
{
    auto* button = new QToolButton(this);
    button->setObjectName(QLatin1String(name));
    button->setText(text);
    button->setToolTip(toolTip);
    button->setWhatsThis(toolTip);
    button->setFont(m_theme.font(TextSize::Small));
    button->setFixedHeight(24);
    row->addWidget(button);
    return button;
}

TurnCard::Stepper TurnCard::addStepper(QHBoxLayout* row, const char* name, const QString& back, const QString& forth)
{
    Stepper stepper;
    stepper.box = new QWidget(this);
    auto* inside = new QHBoxLayout(stepper.box);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(2);
    const auto arrow = [&](const QString& icon, const QString& ending, const QString& toolTip) {
        QToolButton* button = addButton(inside, name, {}, toolTip);
        button->setObjectName(QLatin1String(name) + ending);
        button->setIcon(m_theme.icon(icon));
        button->setIconSize({12, 12});
        button->setAccessibleName(toolTip);
        button->setFixedWidth(22);
        return button;
    };
    stepper.back = arrow(QStringLiteral("left"), QStringLiteral("Back"), back);
    stepper.place = new QLabel(stepper.box);
    stepper.place->setFont(m_theme.font(TextSize::Small));
    stepper.place->setProperty("muted", true);
    inside->addWidget(stepper.place);
    stepper.forth = arrow(QStringLiteral("right"), QStringLiteral("Forth"), forth);
    row->addWidget(stepper.box);
    return stepper;
}

void TurnCard::show(const Stepper& stepper, int place, int count)
{
    stepper.box->setVisible(count > 1);
    stepper.place->setText(tr("%1 of %2").arg(place + 1).arg(count));
    stepper.back->setEnabled(place > 0);
    stepper.forth->setEnabled(place + 1 < count);
}

void TurnCard::buildPrompt(QWidget* area)
{
    auto* row = new QHBoxLayout(area);
    row->setContentsMargins(kMargin, 6, kMargin, 6);
    row->setSpacing(4);
    m_prompt = new QLabel(area);
    m_prompt->setObjectName(QStringLiteral("promptText"));
    m_prompt->setWordWrap(true);
    m_prompt->setTextFormat(Qt::PlainText);
    m_prompt->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_prompt->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_prompt, 1);
    m_branches = addStepper(row, "branch", tr("Shows the branch before."), tr("Shows the next branch."));
    m_edit = addButton(row, "editPrompt", tr("Edit"),
                       tr("Takes the prompt into the editor; what you send becomes a branch "
                          "beside it."));
    m_branch =
        addButton(row, "branchAfter", tr("Branch"), tr("The next prompt follows here, beside what follows now."));
    connect(m_branches.back, &QToolButton::clicked, this, [this] { emit branchStepped(m_turn.prompt, -1); });
    connect(m_branches.forth, &QToolButton::clicked, this, [this] { emit branchStepped(m_turn.prompt, 1); });
    connect(m_edit, &QToolButton::clicked, this, [this] { emit editClicked(m_turn.prompt); });
    connect(m_branch, &QToolButton::clicked, this, [this] { emit branchClicked(m_turn.prompt); });
}

void TurnCard::buildFoot(QHBoxLayout* row)
{
    m_conditions = new QLabel(this);
    m_conditions->setObjectName(QStringLiteral("conditions"));
    m_conditions->setFont(m_theme.font(TextSize::Small));
    m_conditions->setProperty("muted", true);
    m_conditions->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_conditions, 1);
    m_attempts = addStepper(row, "attempt", tr("Shows the version before."), tr("Shows the next version."));
    m_regenerate = addButton(row, "regenerate", tr("Regenerate"),
                             tr("Writes another version, with the models, parameters and seed chosen now (Ctrl+R)."));
    m_repeat =
        addButton(row, "sameSeed", tr("Same seed"),
                  tr("Writes it once more with the same checkpoint, parameters and seed: the same text, to the byte."));
    connect(m_attempts.back, &QToolButton::clicked, this, [this] { emit attemptStepped(m_turn.prompt, -1); });
    connect(m_attempts.forth, &QToolButton::clicked, this, [this] { emit attemptStepped(m_turn.prompt, 1); });
    connect(m_regenerate, &QToolButton::clicked, this, [this] { emit regenerateClicked(m_turn.prompt); });
    connect(m_repeat, &QToolButton::clicked, this, [this] { emit repeatClicked(m_turn.prompt); });
}

void TurnCard::setTurn(const TurnView& turn)
{
    m_turn = turn;
    while (m_replies.size() > turn.replies.size()) {
        ReplyCard* gone = m_replies.takeLast();
        gone->hide();
        gone->deleteLater(); // a click in it may be what led here
    }
    while (m_replies.size() < turn.replies.size()) {
        auto* card = new ReplyCard(m_theme, this);
        card->setShade(m_shade);
        m_replyRow->addWidget(card, 1);
        connect(card, &ReplyCard::continueClicked, this, &TurnCard::continueClicked);
        connect(card, &ReplyCard::copyClicked, this, &TurnCard::copyClicked);
        connect(card, &ReplyCard::tokenPointed, this, &TurnCard::tokenPointed);
        m_replies.append(card);
    }
    constexpr int kMostWide = 2;
    for (ReplyCard* card : std::as_const(m_replies))
        card->setNarrow(m_replies.size() > kMostWide);
    for (qsizetype i = 0; i < m_replies.size(); ++i)
        if (m_replies[i]->reply() != turn.replies[i])
            m_replies[i]->setReply(turn.replies[i]);
    updateWords();
    updateButtons();
}

void TurnCard::append(int column, const QList<experiments::ConsoleToken>& tokens)
{
    for (qsizetype i = 0; i < m_replies.size(); ++i)
        if (m_replies[i]->reply().column == column && m_replies[i]->reply().isWriting)
            m_replies[i]->append(tokens);
}

void TurnCard::updateWords()
{
    m_prompt->setText(m_turn.text.isEmpty() ? tr("Without a prompt") : m_turn.text);
    m_prompt->setAccessibleName(tr("Prompt"));
    const experiments::WritingParameters& p = m_turn.parameters;
    QStringList words{tr("seed %1").arg(p.seed)};
    if (p.code != QStringLiteral("prior"))
        words.prepend(p.code == QStringLiteral("mean") ? tr("encoded, mean") : tr("encoded"));
    if (p.beams > 0) {
        words += tr("%n beam(s)", nullptr, p.beams);
    } else {
        words += p.temperature == 0 ? tr("greedy") : tr("temperature %1").arg(valueText(p.temperature));
        if (p.topK > 0)
            words += tr("top-k %1").arg(p.topK);
        if (p.topP < 1)
            words += tr("top-p %1").arg(valueText(p.topP));
    }
    m_conditions->setText(m_turn.replies.isEmpty() ? tr("no reply") : words.join(QStringLiteral("   ")));
}

void TurnCard::updateButtons()
{
    show(m_branches, m_turn.branch, m_turn.branches);
    show(m_attempts, m_turn.attempt, m_turn.attempts);
    const bool hasStored = std::any_of(m_turn.replies.cbegin(), m_turn.replies.cend(),
                                       [](const ReplyView& reply) { return reply.id != 0; });
    for (QToolButton* button : {m_edit, m_branch, m_regenerate})
        button->setEnabled(m_isActive);
    m_repeat->setEnabled(m_isActive && hasStored);
    if (!m_isActive)
        for (const Stepper& stepper : {m_branches, m_attempts}) {
            stepper.back->setEnabled(false);
            stepper.forth->setEnabled(false);
        }
    for (ReplyCard* card : std::as_const(m_replies))
        card->setActive(m_isActive);
}

void TurnCard::setShade(Shade shade)
{
    m_shade = shade;
    for (ReplyCard* card : std::as_const(m_replies))
        card->setShade(shade);
}

void TurnCard::setActive(bool active)
{
    if (active == m_isActive)
        return;
    m_isActive = active;
    updateButtons();
}

} // namespace lb::widgets
