#pragma once

#include "experiments/records/result.h"
#include "experiments/training/opened_run.h"

#include <QString>

namespace lb::experiments {

/// Writes grey images as one PNG, `columns` in a row, separated by one pixel of mid grey. Io when the file cannot be
/// written.
Result<void> writeImageGrid(const QString& path, const DecodedItems& items, int columns);

} // namespace lb::experiments
