#include "gui/compare/compare_build.h"

#include "experiments/records/run_query.h"

namespace lb::gui {

Comparison buildComparison(const CompareWish& wish)
{
    const experiments::RunQuery filter(wish.settings.filter);
    const bool namesArchived = filter.text().contains(QLatin1String("archiv"));
    std::vector<const experiments::RunRecord*> runs;
    for (const experiments::RunRecord& run : wish.runs)
        if (filter.matches(run) && (!isArchived(run) || namesArchived))
            runs.push_back(&run);
    Comparison made;
    CompareScene& scene = made.scene;
    scene.shown = wish.shown;
    scene.current = wish.current;
    scene.settings = wish.settings;
    scene.data = wish.data;
    scene.allRuns = wish.runs.size();
    scene.setGroups(compareGroups(runs, wish.data, wish.settings.groupsSeeds));
    made.table = compareTable(scene);
    return made;
}

} // namespace lb::gui
