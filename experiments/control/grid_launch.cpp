#include "experiments/control/grid_launch.h"

namespace lb::experiments {

QList<NewRun> newRuns(const QList<GridRun>& runs, const GridLabels& labels)
{
    QList<NewRun> result;
    for (const GridRun& run : runs)
        result.append({.spec = run.spec,
                       .name = run.name,
                       .group = labels.group,
                       .takesTurns = runs.size() > 1,
                       .family = run.spec.modelKind(),
                       .dataset = run.spec.text(QStringLiteral("data.id")),
                       .parentUid = labels.parentUid,
                       .lockStepUid = labels.lockStepUid,
                       .tags = labels.tags});
    return result;
}

Result<QStringList> launchRuns(RunStore& store, RunController& controller, const QList<NewRun>& runs, QueuePlace place)
{
    QStringList uids;
    for (const NewRun& run : runs) {
        const Result<RunRecord> made = store.create(run);
        if (!made) {
            for (const QString& uid : uids)
                static_cast<void>(store.remove(uid)); // the first failure is the one to tell
            return tl::unexpected(made.error());
        }
        uids.append(made->uid);
    }
    if (const Result<void> queued = controller.enqueue(uids, place); !queued)
        return tl::unexpected(queued.error());
    return uids;
}

} // namespace lb::experiments
