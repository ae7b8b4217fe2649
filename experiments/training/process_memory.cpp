#include "experiments/training/process_memory.h"

#include <QByteArray>
#include <QFile>
#include <QList>
#include <QString>

#include <algorithm>

#include <malloc.h>

namespace lb::experiments {

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The number after `key` at the start of a line; 0 when there is none.
qint64 numberAfter(const QByteArray& text, const QByteArray& key)
{
    for (const QByteArray& line : text.split('\n'))
        if (line.startsWith(key))
            return line.mid(key.size()).simplified().split(' ').first().toLongLong();
    return 0;
}

constexpr qint64 kKibibyte = 1024;

/// What is left of the control group's limit; file caches in it can be given up. Negative: no limit.
qint64 groupBytesLeft()
{
    const QByteArray membership = contentOf(QStringLiteral("/proc/self/cgroup"));
    const qsizetype unified = membership.indexOf("0::");
    if (unified < 0)
        return -1;
    const QString group =
        QStringLiteral("/sys/fs/cgroup") + QString::fromUtf8(membership.mid(unified + 3).split('\n').first());
    bool hasLimit = false;
    const qint64 limit = contentOf(group + QStringLiteral("/memory.max")).trimmed().toLongLong(&hasLimit);
    if (!hasLimit)
        return -1;
    const qint64 used = contentOf(group + QStringLiteral("/memory.current")).trimmed().toLongLong();
    const qint64 cached = numberAfter(contentOf(group + QStringLiteral("/memory.stat")), "inactive_file ");
    return std::max<qint64>(0, limit - used + cached);
}

} // namespace

qint64 residentBytes()
{
    return numberAfter(contentOf(QStringLiteral("/proc/self/status")), "VmRSS:") * kKibibyte;
}

qint64 peakResidentBytes()
{
    return numberAfter(contentOf(QStringLiteral("/proc/self/status")), "VmHWM:") * kKibibyte;
}

qint64 availableBytes()
{
    const qint64 system = numberAfter(contentOf(QStringLiteral("/proc/meminfo")), "MemAvailable:") * kKibibyte;
    const qint64 group = groupBytesLeft();
    return group >= 0 && (system == 0 || group < system) ? group : system;
}

qint64 systemBytes()
{
    return numberAfter(contentOf(QStringLiteral("/proc/meminfo")), "MemTotal:") * kKibibyte;
}

void returnLargeBlocks()
{
#ifdef __GLIBC__
    constexpr int kLargeBytes = 128 * 1024;
    mallopt(M_MMAP_THRESHOLD, kLargeBytes); // setting it keeps the library from raising it
    mallopt(M_TRIM_THRESHOLD, kLargeBytes);
#endif
}

void returnFreedMemory()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

} // namespace lb::experiments
