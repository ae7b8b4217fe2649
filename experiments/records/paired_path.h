#pragma once

#include "experiments/records/run_figures.h"
#include "experiments/records/statistics.h"

#include <span>

namespace lb::experiments {

/// Two runs that see the same items in the same batches: see `shareBatches`.
struct RunPair {
    qint64 seed = 0;
    const RunFigures* first = nullptr;
    const RunFigures* second = nullptr;
};
/// One pair for each seed that both have, by rising seed. Null pointers are runs that have not been read.
QList<RunPair> pairsOf(const QList<const RunFigures*>& first, const QList<const RunFigures*>& second);

/// first - second at the steps where both have a finite value; empty when one lacks the metric.
std::vector<StepValue> stepDifferences(const RunPair& pair, const QString& metric);

/// The mean of differences at the steps that all pairs have.
struct PairedPoint {
    qint64 step = 0;
    double difference = 0;
    std::optional<Interval> confidence; ///< over pairs, Student's t; nothing below kFewestForStatistics pairs
};
/// `paths`: one for each pair, as stepDifferences gives them.
std::vector<PairedPoint> pairedMean(const QList<std::vector<StepValue>>& paths);

/// The mean of a whole path and how sure it is.
struct PathMean {
    double difference = 0;
    qint64 steps = 0;
    std::optional<Interval> confidence; ///< nothing for fewer than kFewestSteps, or without spread
    bool isOverPairs = false;           ///< else over blocks of one path's steps
    int count = 0;                      ///< pairs, or blocks
};
/// Blocks of a path whose means count as independent. Steps that follow each other do not: their difference drifts, so
/// that an interval from the steps themselves would be too small. Method of batch means: Conway 1963.
inline constexpr int kPathBlocks = 20;
inline constexpr qint64 kFewestSteps = 5 * kPathBlocks;
/// From kFewestForStatistics pairs on the interval is over pairs (of their means), below it over blocks of the mean
/// path.
PathMean pathMean(const QList<std::vector<StepValue>>& paths);

} // namespace lb::experiments
