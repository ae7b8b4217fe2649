#include "experiments/records/claim.h"

#include <algorithm>
#include <cmath>

namespace lb::experiments {

namespace {

qint64 seedOf(const RunFigures& run)
{
    return run.spec.integer(QStringLiteral("run.seed"));
}

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
    struct Pair {
        qint64 seed;
        double first;
        double second;
    };
    std::vector<Pair> pairs;
    for (const RunFigures* one : group)
        for (const RunFigures* other : base) {
            const bool isKnown = std::any_of(pairs.begin(), pairs.end(),
                                             [one](const Pair& pair) { return one && pair.seed == seedOf(*one); });
            if (one && other && one != other && !isKnown && shareBatches(one->spec, other->spec))
                pairs.push_back({seedOf(*one), valueOf(*one, metric, choice), valueOf(*other, metric, choice)});
        }
    std::sort(pairs.begin(), pairs.end(), [](const Pair& x, const Pair& y) { return x.seed < y.seed; });
    std::vector<double> first;
    std::vector<double> second;
    int finite = 0;
    for (const Pair& pair : pairs) {
        claim.seeds.push_back(pair.seed);
        claim.differences.push_back(pair.first - pair.second);
        first.push_back(pair.first);
        second.push_back(pair.second);
        finite += std::isfinite(claim.differences.back()) ? 1 : 0;
    }
    if (finite >= kFewestForStatistics)
        claim.paired = pairedTest(first, second);
    return claim;
}

} // namespace lb::experiments
