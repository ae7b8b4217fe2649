#include "gui/pages/interrupted_bars.h"

#include "widgets/logs/message_bar.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QVBoxLayout>

namespace lb::gui {

using experiments::RunRecord;
using experiments::RunState;
using widgets::MessageBar;

namespace {

constexpr qsizetype kMostBars = 3; // the table below shows all

const QString kContinue = QStringLiteral("continueInterrupted");
const QString kKeep = QStringLiteral("keepInterrupted");

MessageBar::Message messageFor(const RunRecord& run, const RunHistory& history)
{
    MessageBar::Message message;
    message.kind = MessageBar::Kind::Warning;
    message.icon = QStringLiteral("interrupted");
    message.title = InterruptedBars::tr("%1 was interrupted at step %2.").arg(run.name, widgets::countText(run.step));
    message.text =
        history.checkpoints.isEmpty()
            ? InterruptedBars::tr(
                  "Its worker ended without a last word. It continues from its newest checkpoint; curves are kept.")
            : InterruptedBars::tr("The newest checkpoint is from step %1. Nothing before it is lost.")
                  .arg(widgets::countText(history.checkpoints.last().step));
    message.buttons = {
        {kContinue, InterruptedBars::tr("Continue"), InterruptedBars::tr("Trains on from the newest checkpoint.")},
        {kKeep, InterruptedBars::tr("Keep as is"),
         InterruptedBars::tr("The run counts as stopped; it can be continued later.")}};
    return message;
}

} // namespace

InterruptedBars::InterruptedBars(const widgets::Theme& theme, RunBoard& board, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_board(board)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("interruptedBars"));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(4);
    connect(&board, &RunBoard::runsListed, this, &InterruptedBars::takeRuns);
    takeRuns();
}

MessageBar* InterruptedBars::addBar(const QString& uid)
{
    auto* bar = new MessageBar(m_theme, this);
    bar->setObjectName(QStringLiteral("interrupted:") + uid);
    connect(bar, &MessageBar::buttonClicked, this, [this, uid](const QString& id) {
        if (id == kContinue)
            emit continueRequested(uid);
        else
            emit keepRequested(uid);
    });
    connect(bar, &MessageBar::closed, this, [this, uid] { m_closed.append(uid); });
    m_column->addWidget(bar);
    return bar;
}

void InterruptedBars::takeRuns()
{
    QStringList interrupted;
    for (const RunRecord& run : m_board.runs())
        if (run.state == RunState::Interrupted && !m_closed.contains(run.uid) && interrupted.size() < kMostBars)
            interrupted.append(run.uid);
    for (const QString& uid : m_bars.keys())
        if (!interrupted.contains(uid))
            m_bars.take(uid)->deleteLater();
    for (const QString& uid : std::as_const(interrupted)) {
        MessageBar*& bar = m_bars[uid];
        if (!bar)
            bar = addBar(uid);
        bar->showMessage(messageFor(*m_board.run(uid), m_board.history(uid)));
    }
    setVisible(!m_bars.isEmpty());
}

} // namespace lb::gui
