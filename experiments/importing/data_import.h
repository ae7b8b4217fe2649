#pragma once

#include "experiments/datasets/own_sets.h"
#include "experiments/records/result.h"

#include <QString>

#include <functional>

namespace lb::experiments {

struct ImportOptions {
    QString source; ///< a folder of PNG and JPEG pictures, an IDX, NPY or CSV file, or a text
    QString labels; ///< IDX alone: the file of labels; empty: the one beside it that is named so
    QString folder; ///< PROJECT/datasets
    QString name;   ///< empty: from the source's name. One that is taken gets a number.
    /// Pictures; 0: those of a folder stay as they are if they are all of one size up to 64 x 64, else become 32 x 32;
    /// flat rows become squares. Other sizes are cut to this shape and scaled.
    qint64 height = 0;
    qint64 width = 0;
};

/// What an import says and asks while it works.
struct ImportChannel {
    std::function<void(const QString& phase, qint64 done, qint64 total)> progress;
    std::function<bool()> isCancelled;
};

constexpr qint64 kMostImportedSide = 256;
constexpr qint64 kMostImportedBytes = qint64{1} << 30;

/// Makes a data set of the user's files, in one go: it is there as a whole or not at all. Pictures in subfolders are
/// labelled by these. Empty when it was cancelled. InvalidArgument, NotFound, Corrupt, Unsupported, Io or ReadOnly with
/// a sentence.
Result<OwnSet> importData(const ImportOptions& options, const ImportChannel& channel);

} // namespace lb::experiments
