#include "experiments/store/run_state.h"

namespace lb::experiments {

namespace {

/// A worker that was launched takes its lock within moments; this is for a computer under heavy load.
constexpr qint64 kStartingMs = 30000;

RunVerdict judgeMark(const RunObservation& seen)
{
    const RunMeta::Mark& mark = seen.mark;
    if (mark.state != RunState::Preparing || seen.nowMs - mark.timeMs < kStartingMs)
        return {mark.state, mark.reason};
    return {seen.hasDatabase ? RunState::Interrupted : RunState::Failed,
            QStringLiteral("The worker ended before it began. The run's log.txt may say why.")};
}

} // namespace

RunVerdict judge(const RunObservation& seen)
{
    if (seen.holder != 0) {
        const bool isItsOwnWord = seen.hasDatabase && (seen.status.pid == seen.holder || seen.holder < 0);
        if (isItsOwnWord)
            return {seen.status.state, seen.status.reason};
        return {RunState::Preparing, {}};
    }
    if (seen.mark.isSet && seen.mark.starts >= seen.starts)
        return judgeMark(seen);
    if (!seen.hasDatabase)
        return {RunState::Queued, {}};
    if (isActive(seen.status.state))
        return {RunState::Interrupted,
                QStringLiteral("The worker died at step %1 without a word.").arg(seen.status.step)};
    return {seen.status.state, seen.status.reason};
}

} // namespace lb::experiments
