#pragma once

#include "experiments/records/expression.h"
#include "experiments/records/own_metric.h"
#include "experiments/store/metric_reader.h"
#include "experiments/store/own_points.h"
#include "experiments/store/run_store.h"

namespace lb::experiments {

/// metrics.json of the project.
QString ownMetricsFile(const QString& projectFolder);
/// The user's own metrics: a file of the project, so that whatever opens a run finds them beside it.
/// None where there is no file; Corrupt for one that cannot be read.
Result<QList<OwnMetric>> readOwnMetrics(const QString& projectFolder);
/// ReadOnly or Io where the project cannot be written.
Result<void> writeOwnMetrics(const RunStore& store, const QList<OwnMetric>& metrics);
/// Those of another project besides the own ones. Gives the titles of what stayed behind, as another metric has that
/// title here. A file that cannot be read brings nothing.
Result<QStringList> uniteOwnMetrics(const RunStore& store, const QString& otherFolder);
/// Their names among metrics.
Result<QStringList> ownMetricNames(const RunStore& store);

/// Those of the project that the run lies in, as far as they can be worked out of it: its file, or a metric's
/// expression, may be damaged. Whoever lists them says why.
std::vector<OwnPoints> ownPointsOf(const RunFolder& folder);

/// Last and best of the project's own metrics that the run has.
Result<QList<MetricSummary>> ownSummaries(const RunStore& store, const QString& uid);

/// What may stand in an expression: the metrics that are known, those that runs have, and the numbers among the
/// settings of the runs.
ExpressionNames expressionNames(RunStore& store);

} // namespace lb::experiments
