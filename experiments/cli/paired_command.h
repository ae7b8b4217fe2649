#pragma once

#include "experiments/cli/commands.h"

namespace lb::experiments {

/// Prints the differences of `runs` from the baseline (else from the first of them) step by step: of runs that see the
/// same batches at equal seeds. With --json one line per metric and run group, with all its points. Returns the exit
/// code; bad input when no run is paired with one of the baseline's.
int comparePaired(const Session& session, RunStore& store, QList<RunRecord> runs, const CompareArguments& arguments);

} // namespace lb::experiments
