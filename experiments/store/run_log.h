#pragma once

#include "experiments/store/run_folder.h"

namespace lb::experiments {

/// Bounds a worker's log.txt, which its stdout and stderr go to: a longer one becomes log.1.txt (the older log.1.txt is
/// gone) and this process writes into a new one. For the worker itself, now and then: its starter may be gone. Does
/// nothing when its stderr goes elsewhere. Some microseconds.
void rotateLog(const RunFolder& folder, qint64 longest = 8 * 1024 * 1024);

} // namespace lb::experiments
