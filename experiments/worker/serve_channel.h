#pragma once

#include "experiments/training/feature_network.h"

#include <QCborMap>

#include <functional>

namespace lb::experiments {

/// What a request at work can say and ask while it works. All are there.
struct ServeChannel {
    WorkProgress progress;
    std::function<void(const QCborMap& part)> part; ///< pieces of the answer, sent at once
    std::function<bool()> isCancelled;              ///< the answer is no longer waited for
};

} // namespace lb::experiments
