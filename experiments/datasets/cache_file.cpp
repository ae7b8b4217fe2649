#include "experiments/datasets/cache_file.h"

#include "experiments/datasets/file_bytes.h"
#include "experiments/datasets/sha256.h"

#include <QDir>
#include <QSaveFile>

namespace lb::experiments {

namespace {

QByteArray hashOf(QByteArrayView bytes)
{
    Sha256 hash;
    hash.add(bytes.data(), static_cast<std::size_t>(bytes.size()));
    return hash.result();
}

} // namespace

std::optional<QByteArray> readCacheFile(const QString& folder, const QString& name, qint64 limit)
{
    if (folder.isEmpty())
        return std::nullopt;
    const auto bytes = readFileBytes(QDir(folder).filePath(name), Sha256::kBytes + limit);
    if (!bytes || bytes->size() < Sha256::kBytes)
        return std::nullopt;
    QByteArray content = bytes->sliced(Sha256::kBytes);
    if (hashOf(content) != bytes->first(Sha256::kBytes))
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
