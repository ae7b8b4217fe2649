#pragma once

#include "experiments/preview/time_estimate.h"
#include "experiments/store/run_store.h"

namespace lb::gui {

/// Runs of the project that have trained long enough for their rate to mean something, newest first, at most some
/// dozens: what time estimates go by. For the store's thread: reads a small file for each.
QList<experiments::PastRun> readPastRuns(experiments::RunStore& store, const QList<experiments::RunRecord>& runs);

} // namespace lb::gui
