#include "gui/compare/seed_spread.h"

#include "experiments/records/statistics.h"

#include <map>

namespace lb::gui {

using experiments::StepValue;
using experiments::Summary;

SeedMean seedMean(const QList<const std::vector<StepValue>*>& runs, SpreadKind kind)
{
    std::map<qint64, std::vector<double>> bySteps;
    for (const auto* run : runs)
        for (const StepValue& point : *run)
            bySteps[point.step].push_back(point.value);
    SeedMean result;
    for (const auto& [step, values] : bySteps) {
        // A step that one run alone has logged would make the mean jump to that run.
        const auto reaching = std::count_if(runs.cbegin(), runs.cend(), [at = step](const auto* run) {
            return !run->empty() && run->front().step <= at && run->back().step >= at;
        });
        if (static_cast<std::ptrdiff_t>(values.size()) < reaching)
            continue;
        const Summary summary = experiments::summarise(values);
        result.mean.push_back({step, summary.n > 0 ? summary.mean : qQNaN()});
        if (summary.n < 2 || kind == SpreadKind::None)
            continue;
        const double at = static_cast<double>(step);
        if (kind == SpreadKind::Extremes)
            result.spread.append({at, summary.low, summary.high});
        else if (kind == SpreadKind::Confidence)
            result.spread.append({at, summary.confidence->low, summary.confidence->high});
        else
            result.spread.append({at, summary.mean - summary.deviation, summary.mean + summary.deviation});
    }
    return result;
}

} // namespace lb::gui
