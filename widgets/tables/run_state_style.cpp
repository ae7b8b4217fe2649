#include "widgets/tables/run_state_style.h"

#include "experiments/records/imported_run.h"
#include "widgets/theme/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace lb::widgets {

using experiments::RunRecord;
using experiments::RunState;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(lb::widgets::RunStateStyle)
};

} // namespace

RunStateStyle runStateStyle(RunState state)
{
    switch (state) {
    case RunState::Queued:
        return {Words::tr("queued"), QStringLiteral("clock"), ColorRole::Muted};
    case RunState::Preparing:
        return {Words::tr("preparing"), QStringLiteral("preparing"), ColorRole::Muted};
    case RunState::Running:
        return {Words::tr("running"), QStringLiteral("play"), ColorRole::SuccessText};
    case RunState::Paused:
        return {Words::tr("paused"), QStringLiteral("pause"), ColorRole::WarningText};
    case RunState::Finishing:
        return {Words::tr("finishing"), QStringLiteral("finishing"), ColorRole::Muted};
    case RunState::Finished:
        return {Words::tr("finished"), QStringLiteral("tick"), ColorRole::SuccessText};
    case RunState::Stopped:
        return {Words::tr("stopped"), QStringLiteral("stop"), ColorRole::Muted};
    case RunState::Failed:
        return {Words::tr("failed"), QStringLiteral("cross"), ColorRole::ErrorText};
    case RunState::Interrupted:
        return {Words::tr("interrupted"), QStringLiteral("interrupted"), ColorRole::WarningText};
    }
    return {QString(), QStringLiteral("help"), ColorRole::Muted};
}

QString runStateDetail(const RunRecord& run)
{
    switch (run.state) {
    case RunState::Finished:
        if (experiments::isImported(run))
            return Words::tr("imported, step %1").arg(countText(run.step));
        return Words::tr("%n epochs", nullptr, static_cast<int>(std::lround(run.epoch)));
    case RunState::Running:
    case RunState::Paused:
    case RunState::Stopped:
        if (run.totalEpochs > 0)
            return Words::tr("epoch %1/%2")
                .arg(countText(static_cast<qint64>(std::floor(run.epoch))), countText(run.totalEpochs));
        return Words::tr("step %1").arg(countText(run.step));
    case RunState::Interrupted:
        return Words::tr("step %1").arg(countText(run.step));
    case RunState::Failed:
        return run.stateReason.section(QLatin1Char('\n'), 0, 0);
    case RunState::Queued:
    case RunState::Preparing:
    case RunState::Finishing:
        break;
    }
    return {};
}

QString runPatience(const RunRecord& run)
{
    const double patience = run.last.value(QStringLiteral("validation/patience"));
    const bool isGoing = run.state == RunState::Running || run.state == RunState::Paused;
    if (!isGoing || !(patience > 0))
        return {};
    const double since = run.last.value(QStringLiteral("validation/epochs_since_best"));
    return Words::tr("%1 of %2 epochs without a better validation loss", "epochs, patience")
        .arg(countText(std::lround(since)), countText(std::lround(patience)));
}

double runProgress(const RunRecord& run)
{
    const bool isGoing =
        run.state == RunState::Running || run.state == RunState::Paused || run.state == RunState::Finishing;
    if (!isGoing || run.totalSteps <= 0)
        return -1;
    return std::clamp(static_cast<double>(run.step) / static_cast<double>(run.totalSteps), 0.0, 1.0);
}

} // namespace lb::widgets
