#include "experiments/records/claim.h"

#include <cmath>

namespace lb::experiments {

namespace {

std::vector<double> valuesOf(const QList<const RunFigures*>& runs, const QString& metric, const ValueChoice& choice)
{
    std::vector<double> values;
    for (const RunFigures* run : runs)
        if (run)
            values.push_back(valueOf(*run, metric, choice));
    return values;
}

} // namespace

Claim claimOf(const QList<const RunFigures*>& group, const QList<const RunFigures*>& base, const QString& metric,
              const ValueChoice& choice)
{
    const std::vector<double> a = valuesOf(group, metric, choice);
    const std::vector<double> b = valuesOf(base, metric, choice);
    Claim claim{.group = summarise(a), .base = summarise(b)};
    if (!claim.isTooSmall()) {
        claim.welch = welchTest(a, b);
        claim.effect = hedgesG(a, b);
    }
    std::vector<double> first;
    std::vector<double> second;
    int finite = 0;
    const QList<RunPair> pairs = pairsOf(group, base);
    QList<std::vector<StepValue>> paths;
    for (const RunPair& pair : pairs) {
        claim.seeds.push_back(pair.seed);
        first.push_back(valueOf(*pair.first, metric, choice));
        second.push_back(valueOf(*pair.second, metric, choice));
        claim.differences.push_back(first.back() - second.back());
        finite += std::isfinite(claim.differences.back()) ? 1 : 0;
        paths.append(stepDifferences(pair, metric));
    }
    claim.path = pathMean(paths);
    if (finite >= kFewestForStatistics)
        claim.paired = pairedTest(first, second);
    return claim;
}

} // namespace lb::experiments
