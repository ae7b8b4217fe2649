#pragma once

#include "experiments/store/run_buffer.h"
#include "experiments/store/run_rows.h"

#include <functional>

namespace lb::experiments {

/// What could be read of a damaged run database.
struct RecoveredRun {
    RunRow row;        ///< as new where it could not be read
    qint64 points = 0; ///< scalars and vectors
    qint64 events = 0;
    QList<CheckpointRecord> checkpoints;
};

/// Puts every row that SQLite still gives of `file` into `buffer`: metrics, points, vectors, events and checkpoints, in
/// their order. Steps over damaged pages row by row; a table whose name or first page is lost is lost. `onLong` is
/// called when the buffer has become long, to empty it. What cannot be read is no error here: it is what is missing.
RecoveredRun recoverRun(const QString& file, RunBuffer& buffer, const std::function<void()>& onLong);

} // namespace lb::experiments
