#pragma once

#include "experiments/records/result.h"
#include "experiments/store/run_folder.h"

namespace lb::experiments {

/// The `commands` folder: a queue of words for a worker, "pause" "continue" "stop" "checkpoint" "sample"
/// "set KEY=VALUE" (at most kLongestWord bytes). One file
/// each, renamed into place, so that none is seen half written or lost, whoever else writes. A writer's words keep
/// their order; those that two write at the same moment come in either.
constexpr qsizetype kLongestWord = 256;
Result<void> writeCommand(const RunFolder& folder, const QString& word);

/// The worker's side: takes the oldest word away and returns it; empty when there is none (some microseconds). Each
/// word is taken once. The worker then sets RunStatus::acknowledged to it, which is the sender's receipt.
QString takeCommand(const RunFolder& folder);

/// Throws away what nobody took: it was meant for a worker that has ended.
void clearCommands(const RunFolder& folder);

} // namespace lb::experiments
