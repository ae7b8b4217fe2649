#pragma once

#include "experiments/store/run_folder.h"

#include <QString>

namespace lb::tests {

/// Where the worker really was when it died: mapped from trace.bin in the run's folder, so that kill -9 keeps it.
struct FakeTrace {
    qint64 step = 0;
    qint64 timeMs = 0; ///< when that step's metrics were logged
};

/// How the fake worker behaves: "key=value" words from LATENTBENCH_FAKE, then from the file fake.txt in the run's
/// folder. Flags are on as "key=1".
struct FakeBehaviour {
    double rate = 200;            ///< rate: steps per second; 0: as fast as it can
    int metrics = 8;              ///< metrics: scalars logged at each step
    qint64 steps = 0;             ///< steps: how many in all; 0: train.epochs of the spec times 100
    qint64 checkpointEvery = 50;  ///< checkpoint-every: steps
    qint64 evaluateEvery = 100;   ///< evaluate-every: steps; validation metrics, a vector and a strip; 0: never
    qint64 crashAt = -1;          ///< crash-at: abort() at this step
    qint64 failAt = -1;           ///< fail-at: ends with state failed
    bool losesDevice = false;     ///< lost-device: it fails as when its GPU does not answer any more, not by a NaN
    qint64 hangAt = -1;           ///< hang-at: neither works nor commits from here on
    int flood = 0;                ///< flood: bytes of log per step
    int startDelayMs = 0;         ///< start-delay: before it takes the lock
    bool traces = false;          ///< trace: keeps a FakeTrace in the folder, which survives any death
    bool isStillborn = false;     ///< stillborn: dies before it takes the lock
    bool lies = false;            ///< lie: says finished after one step, without a checkpoint
    bool ignoresCommands = false; ///< ignore-commands
    bool ignoresTerm = false;     ///< ignore-term: SIGTERM does nothing

    static FakeBehaviour read(const experiments::RunFolder& folder);
    void apply(const QString& words);
};

} // namespace lb::tests
