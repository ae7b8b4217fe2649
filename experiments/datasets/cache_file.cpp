#include "experiments/datasets/cache_file.h"

#include "experiments/datasets/file_bytes.h"

#include <QCryptographicHash>
#include <QDir>
#include <QSaveFile>

namespace lb::experiments {

namespace {

constexpr qsizetype kHashBytes = 32;

QByteArray hashOf(QByteArrayView bytes)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(bytes);
    return hash.result();
}

} // namespace

std::optional<QByteArray> readCacheFile(const QString& folder, const QString& name, qint64 limit)
{
    if (folder.isEmpty())
        return std::nullopt;
    const auto bytes = readFileBytes(QDir(folder).filePath(name), kHashBytes + limit);
    if (!bytes || bytes->size() < kHashBytes)
        return std::nullopt;
    QByteArray content = bytes->sliced(kHashBytes);
    if (hashOf(content) != bytes->first(kHashBytes))
        return std::nullopt;
    return content;
}

void writeCacheFile(const QString& folder, const QString& name, QByteArrayView content)
{
    if (folder.isEmpty() || !QDir().mkpath(folder))
        return;
    QSaveFile file(QDir(folder).filePath(name));
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.write(hashOf(content));
    file.write(content.data(), content.size());
    file.commit(); // of several processes that make the same file the last one wins, with the same bytes
}

} // namespace lb::experiments
