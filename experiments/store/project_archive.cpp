#include "experiments/store/project_archive.h"

#include "experiments/store/item_tags.h"
#include "experiments/store/own_metrics.h"
#include "experiments/store/sqlite_file.h"
#include "experiments/store/zip_file.h"

#include <SQLiteCpp/Backup.h>
#include <sqlite3.h>

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <iterator>
#include <memory>

namespace lb::experiments {

namespace {

const QString kManifest = QStringLiteral("manifest.json");
const QString kIndex = QStringLiteral("project.sqlite");
constexpr int kBusyMs = 5000;
constexpr int kTries = 100;
constexpr int kFormat = 1;
constexpr qsizetype kLargestManifest = 64 * 1024 * 1024; // of a quarter million files

/// Of one machine and one moment, or thrown away already.
bool isLeftOut(const QString& name)
{
    static const QStringList ends{QStringLiteral("-wal"), QStringLiteral("-shm"), QStringLiteral("-journal"),
                                  QStringLiteral(".part"), QStringLiteral("/lock")};
    for (const QString& end : ends)
        if (name.endsWith(end))
            return true;
    return name.startsWith(QLatin1String("trash/")) || name.contains(QLatin1String("/commands/")) || name == kManifest;
}

QStringList filesOf(const QString& projectFolder)
{
    QStringList names;
    const QDir root(projectFolder);
    QDirIterator it(projectFolder, QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (it.hasNext())
        if (const QString name = root.relativeFilePath(it.next()); !isLeftOut(name))
            names.append(name);
    names.sort();
    return names;
}

/// Whether one of these runs trains on the project's own data set of that name.
bool isTrainedOn(const QString& projectFolder, const QStringList& uids, const QString& dataset)
{
    const QByteArray id = "\"own:" + dataset.toUtf8() + '"';
    return std::any_of(uids.cbegin(), uids.cend(), [&](const QString& uid) {
        QFile spec(projectFolder + QStringLiteral("/runs/%1/spec.json").arg(uid));
        return spec.open(QIODevice::ReadOnly) && spec.readAll().contains(id);
    });
}

/// Of all files those that are asked for.
QStringList chosen(const QString& projectFolder, const QStringList& names, const ArchiveContent& content)
{
    QMap<QString, bool> datasets; ///< names, and whether they are wanted
    const auto isWanted = [&](const QString& name) {
        const QString top = name.section(QLatin1Char('/'), 0, 0);
        const QString second = name.section(QLatin1Char('/'), 1, 1);
        if (!content.withCheckpoints && top == QStringLiteral("runs") && name.contains(QStringLiteral("/checkpoints/")))
            return false;
        if (content.uids.isEmpty() || (top == QStringLiteral("runs") && content.uids.contains(second)))
            return true;
        if (name == QFileInfo(itemTagsFile({})).fileName() || name == QFileInfo(ownMetricsFile({})).fileName())
            return true; // what the user says of these runs' items and makes of their metrics
        if (top != QStringLiteral("datasets"))
            return false;
        if (!datasets.contains(second))
            datasets.insert(second, isTrainedOn(projectFolder, content.uids, second));
        return datasets.value(second);
    };
    QStringList result;
    std::copy_if(names.cbegin(), names.cend(), std::back_inserter(result), isWanted);
    return result;
}

/// What is listed without its file is worse than what is not listed.
Result<void> forgetCheckpoints(const QString& database)
{
    return guarded(database, [&]() -> Result<void> {
        SQLite::Database copy(database.toStdString(), SQLite::OPEN_READWRITE);
        copy.exec("DELETE FROM checkpoint");
        return {};
    });
}

/// A copy of a database as of its last commit, whoever writes it meanwhile.
Result<QString> copyOf(const QString& database, const QTemporaryDir& place)
{
    const QString copy = place.filePath(QStringLiteral("copy.sqlite"));
    QFile::remove(copy);
    return guarded(database, [&]() -> Result<QString> {
        const Database from = openForReading(database, kBusyMs);
        SQLite::Database to(copy.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        SQLite::Backup backup(to, *from);
        for (int i = 0; i < kTries; ++i) {
            if (backup.executeStep() == SQLITE_DONE)
                return copy;
            QThread::msleep(kBusyMs / kTries); // somebody commits
        }
        return fail(ErrorKind::Busy, QStringLiteral("%1 is being written all the time.").arg(database));
    });
}

qint64 bytesOf(const QString& projectFolder, const QStringList& names)
{
    qint64 bytes = 0;
    for (const QString& name : names)
        bytes += QFileInfo(projectFolder + QLatin1Char('/') + name).size();
    return bytes;
}

Error cancelled()
{
    return {ErrorKind::InvalidArgument, QStringLiteral("Cancelled; nothing was left behind.")};
}

Result<void> tell(const ArchiveProgress& progress, qint64 done, qint64 all)
{
    if (progress && !progress(done, std::max(all, done)))
        return tl::unexpected(cancelled());
    return {};
}

int runsAmong(const QStringList& names)
{
    int runs = 0;
    for (const QString& name : names)
        runs += name.startsWith(QLatin1String("runs/")) && name.endsWith(QLatin1String("/spec.json")) ? 1 : 0;
    return runs;
}

/// A file on its way to the disk.
struct Unpacked {
    QFile file;
    QCryptographicHash hash{QCryptographicHash::Sha256};
    qint64 bytes = 0;
};

Result<void> checkManifest(const QString& zipFile, const QJsonObject& manifest, const QJsonObject& found)
{
    const QJsonObject wanted = manifest.value(QStringLiteral("files")).toObject();
    if (wanted.isEmpty())
        return fail(ErrorKind::Corrupt,
                    QStringLiteral("%1 is no packed project: it has no manifest of its files.").arg(zipFile));
    for (auto it = wanted.begin(); it != wanted.end(); ++it)
        if (found.value(it.key()) != it.value())
            return fail(ErrorKind::Corrupt,
                        QStringLiteral("%1: %2 is missing or was changed after it was packed.").arg(zipFile, it.key()));
    for (auto it = found.begin(); it != found.end(); ++it)
        if (!wanted.contains(it.key()))
            return fail(ErrorKind::Corrupt, QStringLiteral("%1: %2 is not in its manifest.").arg(zipFile, it.key()));
    return {};
}

} // namespace

Result<ArchiveCounts> packProject(const QString& projectFolder, const QString& zipFile, const ArchiveProgress& progress,
                                  const ArchiveContent& content)
{
    if (!QFileInfo::exists(projectFolder + QLatin1Char('/') + kIndex))
        return fail(ErrorKind::NotFound, QStringLiteral("%1 is no project: it has no %2.").arg(projectFolder, kIndex));
    const QTemporaryDir place;
    auto zip = ZipWriter::create(zipFile);
    if (!zip)
        return tl::unexpected(zip.error());
    QStringList names = chosen(projectFolder, filesOf(projectFolder), content);
    names.removeAll(QDir(projectFolder).relativeFilePath(zipFile)); // packed into itself
    const qint64 all = bytesOf(projectFolder, names);
    ArchiveCounts counts{.runs = runsAmong(names)};
    QJsonObject files;
    for (const QString& name : names) {
        QString from = projectFolder + QLatin1Char('/') + name;
        if (!QFileInfo::exists(from))
            continue; // a worker has replaced or pruned it meanwhile
        if (name.endsWith(QLatin1String(".sqlite"))) {
            const auto copy = copyOf(from, place);
            if (!copy)
                return tl::unexpected(copy.error());
            from = *copy;
            if (!content.withCheckpoints && name.startsWith(QLatin1String("runs/")))
                if (const auto forgotten = forgetCheckpoints(from); !forgotten)
                    return tl::unexpected(forgotten.error());
        }
        const auto told = [&](qint64 bytes) { return tell(progress, counts.bytes + bytes, all); };
        const auto hash = (*zip)->add(name, from, !name.endsWith(QLatin1String(".safetensors")), told);
        if (!hash)
            return tl::unexpected(hash.error());
        const qint64 size = QFileInfo(from).size();
        files.insert(
            name, QJsonObject{{QStringLiteral("bytes"), size}, {QStringLiteral("sha256"), QString::fromLatin1(*hash)}});
        ++counts.files;
        counts.bytes += size;
    }
    const QJsonObject manifest{{QStringLiteral("format"), kFormat}, {QStringLiteral("files"), files}};
    if (const auto added = (*zip)->add(kManifest, QJsonDocument(manifest).toJson()); !added)
        return tl::unexpected(added.error());
    if (const auto closed = (*zip)->close(); !closed)
        return tl::unexpected(closed.error());
    return counts;
}

Result<ArchiveCounts> unpackProject(const QString& zipFile, const QString& folder, const ArchiveProgress& progress)
{
    const QFileInfo target(folder);
    if (target.exists() && (!target.isDir() || !QDir(folder).isEmpty()))
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("%1 is there already and not empty. Choose a new folder.").arg(folder));
    if (!QDir().mkpath(target.absolutePath()))
        return fail(ErrorKind::Io, QStringLiteral("The folder %1 cannot be created.").arg(target.absolutePath()));
    QTemporaryDir place(target.absolutePath() + QStringLiteral("/.unpack-XXXXXX"));
    if (!place.isValid())
        return fail(ErrorKind::Io,
                    QStringLiteral("%1 cannot be written: %2.").arg(target.absolutePath(), place.errorString()));
    const qint64 all = QFileInfo(zipFile).size();
    ArchiveCounts counts;
    QJsonObject found;
    QByteArray manifest;
    std::unique_ptr<Unpacked> open;
    QString openName;
    const auto finish = [&]() -> Result<void> {
        if (!open)
            return {};
        if (!open->file.flush())
            return fail(ErrorKind::Io, QStringLiteral("%1: %2.").arg(open->file.fileName(), open->file.errorString()));
        found.insert(openName,
                     QJsonObject{{QStringLiteral("bytes"), open->bytes},
                                 {QStringLiteral("sha256"), QString::fromLatin1(open->hash.result().toHex())}});
        ++counts.files;
        counts.bytes += open->bytes;
        counts.runs += runsAmong({openName});
        open.reset();
        return {};
    };
    const auto read = readZip(zipFile, [&](const QString& name) -> Result<ZipSink> {
        if (const auto finished = finish(); !finished)
            return tl::unexpected(finished.error());
        if (name == kManifest)
            return ZipSink([&](const char* bytes, qint64 size) -> Result<void> {
                if (manifest.size() + size > kLargestManifest)
                    return fail(ErrorKind::Corrupt, QStringLiteral("%1: its manifest has no end.").arg(zipFile));
                manifest.append(bytes, size);
                return {};
            });
        const QString path = place.filePath(name);
        open = std::make_unique<Unpacked>();
        openName = name;
        open->file.setFileName(path);
        if (!QDir().mkpath(QFileInfo(path).path()) || !open->file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
            return fail(ErrorKind::Io, QStringLiteral("%1 cannot be written: %2.").arg(path, open->file.errorString()));
        return ZipSink([&](const char* bytes, qint64 size) -> Result<void> {
            if (open->file.write(bytes, size) != size)
                return fail(ErrorKind::Io,
                            QStringLiteral("%1: %2.").arg(open->file.fileName(), open->file.errorString()));
            open->hash.addData(QByteArrayView(bytes, size));
            open->bytes += size;
            return tell(progress, counts.bytes + open->bytes, all);
        });
    });
    if (!read)
        return tl::unexpected(read.error());
    if (const auto finished = finish(); !finished)
        return tl::unexpected(finished.error());
    if (const auto whole = checkManifest(zipFile, QJsonDocument::fromJson(manifest).object(), found); !whole)
        return tl::unexpected(whole.error());
    QDir().rmdir(folder); // an empty one that was chosen in a dialog
    if (!QDir().rename(place.path(), folder))
        return fail(ErrorKind::Io, QStringLiteral("%1 cannot be created.").arg(folder));
    place.setAutoRemove(false);
    return counts;
}

} // namespace lb::experiments
