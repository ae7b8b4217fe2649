#pragma once

#include "experiments/records/result.h"

#include <QJsonObject>

namespace lb::experiments {

/// One JSON object in a file. NotFound, Io, or Corrupt (with the place) when it is not one; at most 16 MiB are read.
Result<QJsonObject> readJsonFile(const QString& file);
/// Written aside, synced, renamed into place: a reader sees the old or the new one. ReadOnly / Io.
Result<void> writeJsonFile(const QString& file, const QJsonObject& object);

} // namespace lb::experiments
