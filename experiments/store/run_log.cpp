#include "experiments/store/run_log.h"

#include <QFile>

#include <cstdio>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lb::experiments {

namespace {

bool goesTo(int descriptor, const struct stat& file)
{
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 && status.st_dev == file.st_dev && status.st_ino == file.st_ino;
}

} // namespace

void rotateLog(const RunFolder& folder, qint64 longest)
{
    const QByteArray log = QFile::encodeName(folder.log());
    struct stat status {};
    if (::stat(log.constData(), &status) != 0 || status.st_size < longest || !goesTo(STDERR_FILENO, status))
        return;
    if (std::rename(log.constData(), QFile::encodeName(folder.olderLog()).constData()) != 0)
        return; // a log that grows is better than none
    const int fresh = ::open(log.constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (fresh < 0)
        return;
    std::fflush(stdout);
    for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO})
        if (goesTo(descriptor, status))
            ::dup2(fresh, descriptor);
    ::close(fresh);
}

} // namespace lb::experiments
