#pragma once

#include "experiments/worker/serve_channel.h"

namespace lb::experiments {

/// The request replay of serve mode (README.md): a step of a run done again.
Result<QCborMap> answerReplay(const QCborMap& request, const ServeChannel& channel);

} // namespace lb::experiments
