#pragma once

#include "engine/core/error.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include <sys/types.h>

namespace lb::engine {

/// The system calls a durable write makes, so that tests can let each of them fail. Meanings as in POSIX: -1 and errno,
/// except `allocate`, which returns the error number.
class FileCalls {
public:
    virtual ~FileCalls() = default;
    virtual int open(const char* path, int flags, mode_t mode) = 0;
    virtual int allocate(int descriptor, off_t bytes) = 0;
    virtual ssize_t write(int descriptor, const void* bytes, std::size_t count) = 0;
    virtual int sync(int descriptor) = 0;
    virtual int close(int descriptor) = 0;
    virtual int rename(const char* from, const char* to) = 0;
    virtual int unlink(const char* path) = 0;
};

/// The operating system's.
class SystemFiles : public FileCalls {
public:
    int open(const char* path, int flags, mode_t mode) override;
    int allocate(int descriptor, off_t bytes) override;
    ssize_t write(int descriptor, const void* bytes, std::size_t count) override;
    int sync(int descriptor) override;
    int close(int descriptor) override;
    int rename(const char* from, const char* to) override;
    int unlink(const char* path) override;
};

/// Replaces the file under `path` by the pieces one after another, or leaves it as it is: the new file is made beside
/// it (mode 0666 less the umask, "NAME.PID-N.part"), its room reserved before the first byte, fsynced once (a failed
/// fsync is never repeated: the kernel may have dropped the pages), renamed, and the folder fsynced. On failure the
/// part is removed. Io says what failed, why, and for a full volume how much is needed and free; NotFound when the
/// folder is missing.
Result<void> writeAtomically(const std::filesystem::path& path, const std::vector<std::span<const std::byte>>& pieces,
                             FileCalls& files);

/// Removes the parts that killed writers left in `folder`, and returns how many. Only for a folder in which no other
/// process writes now, such as that of a run whose lock is held.
Result<int> removeAbandonedParts(const std::filesystem::path& folder);

} // namespace lb::engine
