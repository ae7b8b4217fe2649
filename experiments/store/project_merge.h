#pragma once

#include "experiments/store/project_archive.h"
#include "experiments/store/run_store.h"

namespace lb::experiments {

/// What an archive brought into a project.
struct MergeCounts {
    QStringList runs;    ///< names, as they are called here
    QStringList present; ///< names of runs that were here, or in the trash, already: the same uid is the same run
    int datasets = 0;
    QStringList leftMetrics; ///< titles of own metrics that another one has here
};

/// Unpacks an archive aside, checks every file of it, and takes its runs and own data sets into a project that is
/// there. A name that is taken gets a number. InvalidArgument, before anything is taken, where a data set here has the
/// name of another one there; Corrupt and Io as `unpackProject`. Tags on items and own metrics are united. Layouts,
/// figures and the console's messages stay in the archive.
Result<MergeCounts> mergeProject(RunStore& store, const QString& zipFile, const ArchiveProgress& progress = {});

} // namespace lb::experiments
