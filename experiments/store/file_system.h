#pragma once

#include <QString>

namespace lb::experiments {

/// Whether a folder lies on a file system that other computers share, or that passes on what it is told by a program
/// (NFS, SMB, 9p, AFS, Ceph, FUSE): a write-ahead log needs memory that all of its users share, which is true of one
/// computer alone. The variable LATENTBENCH_FILE_SYSTEM ("network", "local") says what is to be believed, for file
/// systems that are not known, and for tests. False for a folder that is not there.
bool isNetworkFolder(const QString& folder);

} // namespace lb::experiments
