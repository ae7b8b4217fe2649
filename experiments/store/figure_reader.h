#pragma once

#include "experiments/records/run_figures.h"
#include "experiments/store/run_store.h"

namespace lb::experiments {

/// A run's settings as stored, with the histories of all validation and test metrics and of those in `wanted`. A run
/// that has not been started has no metrics. Opens the run's file, reads and closes it: some milliseconds.
Result<RunFigures> readFigures(const RunStore& store, const QString& uid, const QStringList& wanted = {});

} // namespace lb::experiments
