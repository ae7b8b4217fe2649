#pragma once

#include "experiments/store/checkpoint_pruning.h"

namespace lb::experiments {

/// The project's rule. Off until somebody sets one.
Result<Retention> retention(RunStore& store);
Result<void> setRetention(RunStore& store, const Retention& rule);
/// "off", "newest=3" or "newest=3,every=10", and back. InvalidArgument with a sentence.
QString retentionText(const Retention& rule);
Result<Retention> retentionOf(const QString& text);

/// Deletes what the project's rule lets go of these runs; of runs at work nothing. Empty where the rule is off. Returns
/// what went.
Result<PrunePlan> applyRetention(RunStore& store, const QStringList& uids);

} // namespace lb::experiments
