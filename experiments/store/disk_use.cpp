#include "experiments/store/disk_use.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QHash>

#include <sys/stat.h>

#include <utility>

namespace lb::experiments {

namespace {

/// Files at and below `path`; links are not followed.
QStringList filesAt(const QString& path)
{
    if (!QFileInfo(path).isDir())
        return {path};
    QStringList files;
    QDirIterator it(path, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (it.hasNext())
        files.append(it.next());
    return files;
}

} // namespace

DiskUse diskUse(const RunFolder& folder)
{
    DiskUse use;
    if (!QFileInfo(folder.path()).isDir())
        return use;
    for (const QString& file : filesAt(folder.path())) {
        qint64& place = file.startsWith(folder.checkpoints() + QLatin1Char('/')) || file == folder.start()
                            ? use.checkpoints
                        : file.startsWith(folder.database())                     ? use.metrics
                        : file.startsWith(folder.artifacts() + QLatin1Char('/')) ? use.artifacts
                                                                                 : use.rest;
        place += QFileInfo(file).size();
    }
    return use;
}

qint64 freedBytes(const QStringList& paths)
{
    struct Seen {
        nlink_t links = 0;
        qint64 bytes = 0;
    };
    QHash<std::pair<quint64, quint64>, Seen> inodes;
    qint64 bytes = 0;
    for (const QString& path : paths)
        for (const QString& file : filesAt(path)) {
            struct stat info = {};
            if (::lstat(QFile::encodeName(file).constData(), &info) != 0)
                continue;
            if (++inodes[{quint64(info.st_dev), quint64(info.st_ino)}].links == info.st_nlink)
                bytes += info.st_size;
        }
    return bytes;
}

} // namespace lb::experiments
