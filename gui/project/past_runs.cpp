#include "gui/project/past_runs.h"

#include "experiments/preview/schema.h"

namespace lb::gui {

using namespace experiments;

QList<PastRun> readPastRuns(RunStore& store, const QList<RunRecord>& runs)
{
    constexpr qsizetype kMost = 40;
    constexpr qint64 kFewestSteps = 20; // the first ones are slow
    QList<PastRun> past;
    for (const RunRecord& run : runs) {
        const double rate = run.last.value(QStringLiteral("train/items_per_s"), run.itemsPerSecond);
        if (run.step < kFewestSteps || !(rate > 0))
            continue;
        if (const auto spec = store.spec(run.uid))
            past.append({.name = run.name, .spec = spec->completed(schemaFor(*spec)), .itemsPerSecond = rate});
        if (past.size() == kMost)
            break;
    }
    return past;
}

} // namespace lb::gui
