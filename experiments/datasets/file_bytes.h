#pragma once

#include "experiments/records/result.h"

#include <QByteArray>
#include <QString>

namespace lb::experiments {

/// The whole of a regular file. Refuses what is larger than `limit` before it reads, and anything that is not a regular
/// file (a folder, a pipe). NotFound, Io, Unsupported.
Result<QByteArray> readFileBytes(const QString& path, qint64 limit);

} // namespace lb::experiments
