#include "gui/primary_verb.h"

#include <QCoreApplication>

#include <algorithm>

namespace lb::gui {

using experiments::isActive;
using experiments::RunRecord;
using experiments::RunState;
using Kind = PrimaryVerb::Kind;

namespace {

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(PrimaryVerb)
};

/// What is at work and meant: the current run's group, else everything at work.
QStringList workingSet(const RunBoard& board)
{
    const RunRecord* current = board.run(board.current());
    return current && isActive(current->state) ? board.companions(current->uid) : board.active();
}

bool anyPending(const RunBoard& board, const QStringList& uids, PendingCommand command)
{
    return std::any_of(uids.cbegin(), uids.cend(), [&](const QString& uid) { return board.pending(uid) == command; });
}

PrimaryVerb forWorking(const RunBoard& board, const QStringList& uids)
{
    if (anyPending(board, uids, PendingCommand::Stopping))
        return {Kind::Pause, uids, Words::tr("Stopping"), QStringLiteral("stop"), false};
    if (anyPending(board, uids, PendingCommand::Pausing))
        return {Kind::Pause, uids, Words::tr("Pausing"), QStringLiteral("pause"), false};
    if (anyPending(board, uids, PendingCommand::Continuing))
        return {Kind::Continue, uids, Words::tr("Continuing"), QStringLiteral("play"), false};
    const bool allWait = std::all_of(uids.cbegin(), uids.cend(),
                                     [&](const QString& uid) { return board.run(uid)->state == RunState::Paused; });
    if (allWait)
        return {Kind::Continue, uids, Words::tr("Continue"), QStringLiteral("play")};
    QStringList going;
    for (const QString& uid : uids)
        if (board.run(uid)->state != RunState::Paused)
            going.append(uid);
    return {Kind::Pause, going, Words::tr("Pause"), QStringLiteral("pause")};
}

} // namespace

PrimaryVerb primaryVerb(const RunBoard& board, bool startingDemo)
{
    if (startingDemo)
        return {Kind::RunDemo, {}, Words::tr("Starting"), QStringLiteral("preparing"), false};
    if (const QStringList working = workingSet(board); !working.isEmpty())
        return forWorking(board, working);
    const RunRecord* current = board.run(board.current());
    if (current && board.pending(current->uid) == PendingCommand::Starting)
        return {Kind::Continue, {current->uid}, Words::tr("Starting"), QStringLiteral("preparing"), false};
    if (current && (current->state == RunState::Stopped || current->state == RunState::Interrupted))
        return {Kind::Continue, {current->uid}, Words::tr("Continue"), QStringLiteral("play")};
    if (current && current->state == RunState::Queued)
        return {Kind::Start, {current->uid}, Words::tr("Start"), QStringLiteral("play")};
    if (!board.queue().isEmpty())
        return {Kind::Start, board.queue(), Words::tr("Start"), QStringLiteral("play")};
    return {Kind::RunDemo, {}, Words::tr("Run demo"), QStringLiteral("play")};
}

} // namespace lb::gui
