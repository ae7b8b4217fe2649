#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace lb::experiments {

/// What takes long to make, kept in a file behind its SHA-256. Empty when `folder` is empty, the file is missing,
/// cannot be read, has more than `limit` bytes or another hash: then it is made again.
std::optional<QByteArray> readCacheFile(const QString& folder, const QString& name, qint64 limit);

/// Written aside and renamed. A failure is none of the caller's business: there is no file then, nothing else.
void writeCacheFile(const QString& folder, const QString& name, QByteArrayView content);

} // namespace lb::experiments
