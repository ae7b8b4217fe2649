#include "experiments/datasets/file_bytes.h"

#include <QFile>
#include <QFileInfo>

namespace lb::experiments {

Result<QByteArray> readFileBytes(const QString& path, qint64 limit)
{
    const QFileInfo info(path);
    if (!info.exists())
        return fail(ErrorKind::NotFound, QStringLiteral("There is no file %1.").arg(path));
    if (info.isDir())
        return fail(ErrorKind::InvalidArgument, QStringLiteral("%1 is a folder; choose a file in it.").arg(path));
    if (!info.isFile())
        return fail(ErrorKind::InvalidArgument, QStringLiteral("%1 is not a regular file.").arg(path));
    if (info.size() > limit)
        return fail(
            ErrorKind::Unsupported,
            QStringLiteral("%1 has %2 bytes; files up to %3 bytes can be read.").arg(path).arg(info.size()).arg(limit));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, QStringLiteral("%1 cannot be read: %2.").arg(path, file.errorString()));
    QByteArray bytes = file.read(limit);
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorKind::Io, QStringLiteral("%1 cannot be read: %2.").arg(path, file.errorString()));
    return bytes;
}

} // namespace lb::experiments
