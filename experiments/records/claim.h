#pragma once

#include "experiments/records/paired_path.h"
#include "experiments/records/statistics.h"

namespace lb::experiments {

/// What can be said about one quantity of a group of seeds against a baseline.
struct Claim {
    Summary group;
    Summary base;
    /// Nothing below kFewestForStatistics values on either side, or without spread.
    std::optional<TestResult> welch;
    std::optional<double> effect; ///< Hedges' g, under the same conditions
    /// Seeds that both have, with the same items in the same batches, by rising seed.
    std::vector<qint64> seeds;
    std::vector<double> differences;  ///< group less baseline, one per seed; may be NaN
    std::optional<TestResult> paired; ///< nothing below kFewestForStatistics pairs, or without spread
    PathMean path;                    ///< group less baseline step by step, of the same pairs; 0 steps: none
    bool isTooSmall() const { return group.n < kFewestForStatistics || base.n < kFewestForStatistics; }
};

/// Null pointers are runs that have not been read: they count for nothing.
Claim claimOf(const QList<const RunFigures*>& group, const QList<const RunFigures*>& base, const QString& metric,
              const ValueChoice& choice);

} // namespace lb::experiments
