#pragma once

#include "experiments/records/result.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>

struct archive;

namespace lb::experiments {

/// A ZIP file (with the 64-bit fields where they are needed) being written through libarchive; what is packed already,
/// such as weights, can be stored as it is. The file has its name once `close` has succeeded.
class ZipWriter {
public:
    static Result<std::unique_ptr<ZipWriter>> create(const QString& file);
    ~ZipWriter();

    /// Called with the bytes that are packed of a file; an error ends it, and is returned.
    using Progress = std::function<Result<void>(qint64 bytes)>;
    /// A file from the disk under `name`, as long as it is now; returns its SHA-256 in hexadecimal digits.
    Result<QByteArray> add(const QString& name, const QString& fromFile, bool isCompressed,
                           const Progress& progress = {});
    Result<void> add(const QString& name, const QByteArray& bytes);
    Result<void> close();

private:
    explicit ZipWriter(QString file);
    Result<void> begin(const QString& name, qint64 size, bool isCompressed);
    Result<void> write(const char* bytes, qint64 size);
    Error error() const;

    QString m_file;
    std::unique_ptr<archive, int (*)(archive*)> m_archive;
};

/// Reads all entries in order. For each, `begin` is told its name and returns where its bytes go;
/// an entry that is no plain file, or whose name is absolute or has "..", is Corrupt.
using ZipSink = std::function<Result<void>(const char* bytes, qint64 size)>;
Result<void> readZip(const QString& file, const std::function<Result<ZipSink>(const QString& name)>& begin);

} // namespace lb::experiments
