#pragma once

#include "experiments/records/result.h"
#include "experiments/store/run_folder.h"

#include <QList>
#include <QString>

namespace lb::experiments {

/// A file in checkpoints/, as its name says: "0000000120-auto.safetensors" is of step 120.
struct CheckpointFile {
    qint64 step = 0;
    QString name;
};

/// All checkpoints of a run, newest step first; of one step the final one first: it alone has the final statistics.
QList<CheckpointFile> checkpointFiles(const RunFolder& folder);

/// The newest of `files` (newest first) at or below `step`. NotFound, naming the first one there is.
Result<CheckpointFile> checkpointAtOrBelow(const QList<CheckpointFile>& files, qint64 step);

} // namespace lb::experiments
