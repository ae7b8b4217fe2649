#pragma once

#include "experiments/records/run_record.h"

namespace lb::experiments {

/// What the worker says of itself in every commit.
struct RunStatus {
    RunState state = RunState::Preparing;
    QString reason;
    qint64 step = 0;
    qint64 totalSteps = 0;
    double epoch = 0;
    qint64 totalEpochs = 0;
    double itemsPerSecond = 0;
    double etaSeconds = -1;
    QString phase;        ///< "evaluating 3/5"
    QString acknowledged; ///< last command taken
    qint64 pid = 0;       ///< 0: the writer fills in its own
    bool operator==(const RunStatus&) const = default;
};

} // namespace lb::experiments
