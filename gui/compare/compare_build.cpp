#include "gui/compare/compare_build.h"

#include "experiments/records/run_query.h"

namespace lb::gui {

Comparison buildComparison(const CompareWish& wish)
{
    const experiments::RunQuery filter(wish.settings.filter);
    const bool namesArchived = filter.text().contains(QLatin1String("archiv"));
    QList<experiments::RunRecord> runs;
    for (const experiments::RunRecord& run : wish.runs)
        if (filter.matches(run) && (!isArchived(run) || namesArchived))
            runs.append(run);
    Comparison made;
    CompareScene& scene = made.scene;
    scene.setGroups(compareGroups(runs, wish.data, wish.settings.groupsSeeds));
    scene.shown = wish.shown;
    scene.current = wish.current;
    scene.settings = wish.settings;
    scene.data = wish.data;
    scene.allRuns = wish.runs.size();
    scene.differing = scene.differingParameters();
    scene.varied = scene.variedAmong(scene.differing);
    scene.usual = usualMetrics(scene);
    made.table = compareTable(scene);
    return made;
}

} // namespace lb::gui
