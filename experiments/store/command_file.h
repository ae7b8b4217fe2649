#pragma once

#include "experiments/records/result.h"
#include "experiments/store/run_folder.h"

namespace lb::experiments {

/// The `command` file: one word for a worker, "pause" "continue" "stop" "checkpoint" "sample", renamed into place so
/// that it is never seen half written. A newer word replaces one that was not taken yet.
Result<void> writeCommand(const RunFolder& folder, const QString& word);

/// The worker's side: takes the word away and returns it; empty when there is none (about a microsecond). Each word is
/// taken once. The worker then sets RunStatus::acknowledged to it, which is the sender's receipt.
QString takeCommand(const RunFolder& folder);

} // namespace lb::experiments
