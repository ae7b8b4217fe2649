#pragma once

#include "experiments/store/run_folder.h"

#include <QStringList>

namespace lb::experiments {

/// Bytes of a run's folder by what they are for, as the files' lengths.
struct DiskUse {
    qint64 checkpoints = 0; ///< with the weights that a fork began with
    qint64 metrics = 0;     ///< run.sqlite and its log
    qint64 artifacts = 0;   ///< samples, tokenizer, evaluations
    qint64 rest = 0;        ///< spec, names, text log
    qint64 total() const { return checkpoints + metrics + artifacts + rest; }
    bool operator==(const DiskUse&) const = default;
};
/// A folder that is not there has none.
DiskUse diskUse(const RunFolder& folder);

/// What the disk gains when these files and folders go: a file that is linked from elsewhere too (a fork's first
/// weights are its parent's checkpoint) gives nothing.
qint64 freedBytes(const QStringList& paths);

} // namespace lb::experiments
