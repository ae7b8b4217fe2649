#pragma once

#include "experiments/store/metric_reader.h"

namespace lb::experiments {

/// How far one metric of a run trained again is from the first run's, at the steps that both have.
struct MetricDifference {
    QString metric;
    qint64 points = 0;     ///< compared
    qint64 firstStep = -1; ///< the first where they differ; negative: nowhere
    double largest = 0;    ///< largest absolute difference; infinite where only one of them is finite
};

struct RunDifference {
    QList<MetricDifference> metrics; ///< those that both have, in the first run's order
    QStringList onlyInOne;
    bool isSameLength = true; ///< as many points of each

    bool isIdentical() const;
    /// Null when there is none, or nowhere a difference.
    const MetricDifference* worst() const;
};

/// Metrics of time and of the computer are left out: nobody repeats those.
bool isRepeatable(const QString& metric);

/// Pairs points by step; of a step logged twice the last counts.
Result<RunDifference> differenceOf(MetricReader& first, MetricReader& again);

} // namespace lb::experiments
