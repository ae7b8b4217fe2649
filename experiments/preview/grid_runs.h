#pragma once

#include "experiments/records/run_grid.h"

namespace lb::experiments {

/// The runs of a grid, each complete and checked as a run by itself. InvalidArgument with the sentences of the first
/// one that cannot be, and what tells it from the others. Without a name runs are called by what tells them apart.
Result<QList<GridRun>> checkedRuns(const RunGrid& grid, const QString& name);

/// "BN-VAE: γ, seeds": the group of a grid's runs when nobody named one; empty for a single run.
QString gridGroup(const RunGrid& grid, const QString& name);

} // namespace lb::experiments
