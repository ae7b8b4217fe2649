#pragma once

#include "experiments/records/result.h"

#include <QCborMap>

namespace lb::experiments {

/// The requests of serve mode about other programs' runs: inspect_runs, import_runs (README.md).
bool isRunImportRequest(const QString& what);
Result<QCborMap> answerRunImport(const QCborMap& request);

} // namespace lb::experiments
