#pragma once

#include "experiments/store/run_folder.h"
#include "experiments/training/run_setup.h"

namespace lb::experiments {

/// Gives a fork the weights (and running statistics) of the checkpoint it was forked from, which lies in its folder as
/// start.safetensors. Nothing else is taken over: step, optimizer and schedules begin anew. Where the changed settings
/// leave no place for the weights (other parameters or shapes, or a text whose words may have other numbers) the drawn
/// parameters stay. Returns the sentence that says which of the two happened; empty for a run that starts from no
/// checkpoint. Corrupt when the file is damaged.
Result<QString> startFromParent(const RunFolder& folder, RunSetup& setup);

} // namespace lb::experiments
