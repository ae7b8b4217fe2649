#include "gui/state_words.h"

#include "widgets/tables/run_state_style.h"

#include <QCoreApplication>

namespace lb::gui {

using experiments::RunState;
using widgets::ColorRole;

namespace {

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(StateWords)
};

} // namespace

StateWords stateWords(RunState state, PendingCommand pending)
{
    switch (pending) {
    case PendingCommand::Starting:
        return {QStringLiteral("preparing"), Words::tr("starting"), ColorRole::Muted};
    case PendingCommand::Pausing:
        return {QStringLiteral("pause"), Words::tr("pausing"), ColorRole::WarningText};
    case PendingCommand::Continuing:
        return {QStringLiteral("play"), Words::tr("continuing"), ColorRole::SuccessText};
    case PendingCommand::Stopping:
        return {QStringLiteral("stop"), Words::tr("stopping"), ColorRole::Muted};
    case PendingCommand::Sampling:
    case PendingCommand::Saving:
    case PendingCommand::None:
        break;
    }
    const widgets::RunStateStyle style = widgets::runStateStyle(state);
    return {style.icon, style.word, style.role};
}

QString stateRemark(const experiments::RunRecord& run, const RunHistory& history)
{
    if (run.state == RunState::Finishing && !history.phase.isEmpty())
        return history.phase;
    return widgets::runStateDetail(run);
}

} // namespace lb::gui
