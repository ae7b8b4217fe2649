#pragma once

#include "experiments/records/result.h"
#include "experiments/store/run_folder.h"

namespace lb::experiments {

/// flock on a run's `lock` file: at most one worker per run. The file holds the owner's pid, for messages and for kill.
/// Released by the kernel when the process ends, however it ends.
class RunLock {
public:
    /// Busy, naming the pid, when another process holds it.
    static Result<RunLock> take(const RunFolder& folder);
    /// Pid of the holder, 0 when nobody holds it. Does not take the lock.
    static qint64 holder(const RunFolder& folder);
    RunLock(RunLock&& other) noexcept;
    RunLock& operator=(RunLock&& other) noexcept;
    ~RunLock();

private:
    explicit RunLock(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    int m_descriptor = -1;
};

} // namespace lb::experiments
