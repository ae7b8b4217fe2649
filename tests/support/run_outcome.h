#pragma once

#include "experiments/store/metric_reader.h"
#include "experiments/training/checkpoint_keeper.h"

namespace lb::tests {

// What a run has left in its folder; the run must have one. Values of a folder that cannot be read end the test.

inline QList<experiments::MetricPoint> seriesOf(const experiments::RunFolder& folder, const char* metric)
{
    return experiments::MetricReader::open(folder).value()->series(QLatin1String(metric)).value();
}

inline bool hasEvent(const experiments::RunFolder& folder, const char* kind, const char* words = "")
{
    const auto update = experiments::MetricReader::open(folder).value()->after({}).value();
    for (const experiments::RunEvent& event : update.events)
        if (event.kind == QLatin1String(kind) && event.message.contains(QLatin1String(words)))
            return true;
    return false;
}

inline QString newestCheckpoint(const experiments::RunFolder& folder)
{
    return folder.checkpoints() + QLatin1Char('/') + experiments::CheckpointKeeper::filesNewestFirst(folder).first();
}

} // namespace lb::tests
