#pragma once

#include "experiments/records/result.h"
#include "experiments/store/run_folder.h"

namespace lb::experiments {

/// A lock on a run's `lock` file: at most one worker per run. The file holds the owner's pid, for messages and for
/// kill. Released by the kernel when the process ends, however it ends. It belongs to the open file as flock's does,
/// but is of the kind (F_OFD_SETLK) that others can ask about without taking it for a moment: asking must not make a
/// starting worker believe that the run is busy.
class RunLock {
public:
    /// Busy, naming the pid, when another process (or another RunLock of this one) holds it.
    static Result<RunLock> take(const RunFolder& folder);
    /// Pid of the holder, 0 when nobody holds it, -1 when it is held and the pid cannot be read. Does not take the
    /// lock.
    static qint64 holder(const RunFolder& folder);
    RunLock(RunLock&& other) noexcept;
    RunLock& operator=(RunLock&& other) noexcept;
    RunLock(const RunLock&) = delete;
    RunLock& operator=(const RunLock&) = delete;
    ~RunLock();

private:
    explicit RunLock(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    int m_descriptor = -1;
};

} // namespace lb::experiments
