#pragma once

#include "experiments/records/result.h"

#include <QString>
#include <QStringList>

#include <functional>

namespace lb::experiments {

/// What was packed or unpacked.
struct ArchiveCounts {
    int runs = 0;
    int files = 0;
    qint64 bytes = 0; ///< unpacked
};

/// What is packed.
struct ArchiveContent {
    /// Of runs, with the project's own data sets that they train on, its tags on items and its own metrics; empty: the
    /// whole project.
    QStringList uids;
    bool withCheckpoints = true; ///< without: curves, samples and settings, not to be gone on with
};

/// Called after each piece of a file with the bytes done and in all; false ends the work.
using ArchiveProgress = std::function<bool(qint64 done, qint64 all)>;

/// Writes a project into one ZIP file: index, runs, checkpoints and, last, `manifest.json` with size and SHA-256
/// of every file. Databases are copied by SQLite, so that runs at work do not matter: they are packed as of their last
/// commit. The trash, locks, commands and what is half written stay out. Nothing remains of an export that fails.
/// An archive of some runs has no index: one is made of their folders where it is unpacked. NotFound without a project,
/// Io (disk full among others), Cancelled.
Result<ArchiveCounts> packProject(const QString& projectFolder, const QString& zipFile,
                                  const ArchiveProgress& progress = {}, const ArchiveContent& content = {});

/// Unpacks it into a folder that is not there or empty, and checks every file against the manifest before the folder
/// gets its name. Corrupt where one is missing, cut or changed, or a name leads out of the folder; then nothing is
/// left.
Result<ArchiveCounts> unpackProject(const QString& zipFile, const QString& folder,
                                    const ArchiveProgress& progress = {});

} // namespace lb::experiments
