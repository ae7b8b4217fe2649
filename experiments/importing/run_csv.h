#pragma once

#include "experiments/importing/foreign_run.h"
#include "experiments/records/result.h"

#include <QByteArrayView>

#include <vector>

namespace lb::experiments {

/// Reads a table of metrics, comma, semicolon or tab between its cells, which may be quoted (RFC 4180). Its first row
/// names the columns. Three shapes:
/// - a step column ("step", "_step", "global_step", "iteration", "epoch", ...) and one column a metric; empty cells are
///   no points. Lightning, Weights & Biases' history, Keras' CSVLogger. A column named "RUN - METRIC" belongs to that
///   run (Weights & Biases' charts), its "__MIN" and "__MAX" are left out.
/// - "Wall time,Step,Value": one metric, called `name` (TensorBoard's download).
/// - "metric,step,time_ms,value": what `export --what metrics` writes.
/// Cells that are no numbers and rows with too few or too many cells are left out and counted. InvalidArgument where
/// there is no step column or no metric. `name`: of the runs that the columns do not name.
Result<std::vector<ForeignRun>> parseRunCsv(QByteArrayView text, const QString& name);

} // namespace lb::experiments
