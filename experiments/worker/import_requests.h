#pragma once

#include "experiments/records/result.h"

#include <QCborMap>

namespace lb::experiments {

/// The requests of serve mode about other programs' models: inspect_model, import_model (README.md).
bool isImportRequest(const QString& what);
Result<QCborMap> answerImport(const QCborMap& request);

} // namespace lb::experiments
