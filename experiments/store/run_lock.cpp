#include "experiments/store/run_lock.h"

#include <QFile>

#include <array>
#include <charconv>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

namespace lb::experiments {

namespace {

struct flock wholeFile()
{
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

int openLock(const RunFolder& folder, int flags)
{
    return ::open(QFile::encodeName(folder.lock()).constData(), flags | O_CLOEXEC, 0644);
}

/// The number in the file; 0 when there is none.
qint64 pidIn(int descriptor)
{
    std::array<char, 24> text{};
    const ssize_t size = ::pread(descriptor, text.data(), text.size() - 1, 0);
    qint64 pid = 0;
    if (size > 0)
        std::from_chars(text.data(), text.data() + size, pid);
    return pid;
}

} // namespace

Result<RunLock> RunLock::take(const RunFolder& folder)
{
    const int descriptor = openLock(folder, O_RDWR | O_CREAT);
    if (descriptor < 0) {
        const ErrorKind kind = errno == EROFS || errno == EACCES ? ErrorKind::ReadOnly : ErrorKind::Io;
        return fail(kind, QStringLiteral("%1: %2.").arg(folder.lock(), QString::fromLocal8Bit(std::strerror(errno))));
    }
    RunLock lock(descriptor);
    struct flock wanted = wholeFile();
    if (::fcntl(descriptor, F_OFD_SETLK, &wanted) != 0) {
        const qint64 pid = pidIn(descriptor);
        return fail(ErrorKind::Busy,
                    QStringLiteral("Another worker (process %1) is at work on %2.").arg(pid).arg(folder.path()));
    }
    const std::string pid = std::to_string(::getpid()) + "\n";
    if (::ftruncate(descriptor, 0) != 0 ||
        ::pwrite(descriptor, pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size()))
        return fail(ErrorKind::Io,
                    QStringLiteral("%1: %2.").arg(folder.lock(), QString::fromLocal8Bit(std::strerror(errno))));
    return lock;
}

qint64 RunLock::holder(const RunFolder& folder)
{
    const int descriptor = openLock(folder, O_RDONLY);
    if (descriptor < 0)
        return 0;
    const RunLock closer(descriptor);
    struct flock probe = wholeFile();
    if (::fcntl(descriptor, F_OFD_GETLK, &probe) != 0 || probe.l_type == F_UNLCK)
        return 0;
    constexpr int kTries = 20; // the owner writes its pid right after taking the lock
    for (int i = 0; i < kTries; ++i) {
        if (const qint64 pid = pidIn(descriptor); pid > 0)
            return pid;
        ::usleep(100);
    }
    return -1;
}

RunLock::RunLock(RunLock&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

RunLock& RunLock::operator=(RunLock&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

RunLock::~RunLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace lb::experiments
