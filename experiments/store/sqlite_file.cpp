#include "experiments/store/sqlite_file.h"

#include "experiments/store/file_system.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include <sqlite3.h>

namespace lb::experiments {

namespace {

constexpr int kLargestCell = 64 * 1024 * 1024;
/// A connection belongs to one thread, so SQLite need not lock it: a tenth of the time of a commit.
constexpr int kOneThread = SQLITE_OPEN_NOMUTEX;

void harden(SQLite::Database& database)
{
    sqlite3* handle = database.getHandle();
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, kLargestCell);
    database.exec("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY");
}

Database openReadOnlyUri(const QString& name, int flags, int busyMs)
{
    auto database =
        std::make_unique<SQLite::Database>(name.toStdString(), SQLite::OPEN_READONLY | kOneThread | flags, busyMs);
    sqlite3_db_config(database->getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    harden(*database);
    database->exec("PRAGMA query_only = ON");
    userVersion(*database); // the first read: finds out whether the shared memory of the log can be had
    return database;
}

QString walOf(const QString& file)
{
    return file + QStringLiteral("-wal");
}

} // namespace

Error errorOf(const SQLite::Exception& exception, const QString& file)
{
    const QString detail = QStringLiteral("%1: %2").arg(file, QString::fromUtf8(exception.what()));
    switch (exception.getErrorCode() & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {ErrorKind::Corrupt, detail};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorKind::Busy, detail};
    case SQLITE_READONLY:
        return {ErrorKind::ReadOnly, detail};
    case SQLITE_CANTOPEN:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_PERM:
        return {ErrorKind::Io, detail};
    case SQLITE_NOMEM:
        return {ErrorKind::OutOfMemory, detail};
    default:
        return {ErrorKind::Internal, detail};
    }
}

Database openForWriting(const QString& file, int busyMs)
{
    auto database = std::make_unique<SQLite::Database>(
        file.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | kOneThread, busyMs);
    harden(*database);
    return database;
}

Database openForReading(const QString& file, int busyMs)
{
    try {
        return openReadOnlyUri(file, 0, busyMs);
    } catch (const SQLite::Exception& exception) {
        const int code = exception.getErrorCode() & 0xff;
        const bool cannotShare = code == SQLITE_CANTOPEN || code == SQLITE_READONLY;
        // Ignoring a log that holds commits would show old data as if it were new, ignoring a journal half of a commit.
        if (!cannotShare || !QFileInfo::exists(file) || QFileInfo(walOf(file)).size() > 0 ||
            QFileInfo(file + QStringLiteral("-journal")).size() > 0)
            throw;
        const QString path = QString::fromLatin1(QUrl::toPercentEncoding(file, "/"));
        return openReadOnlyUri(QStringLiteral("file:%1?immutable=1").arg(path), SQLite::OPEN_URI, busyMs);
    }
}

QString askJournalMode(SQLite::Database& database, const char* mode)
{
    return QString::fromStdString(database.execAndGet(std::string("PRAGMA journal_mode = ") + mode).getString());
}

Result<bool> useLog(SQLite::Database& database, const QString& file)
{
    if (!isNetworkFolder(QFileInfo(file).path()) && askJournalMode(database, "WAL") == QLatin1String("wal"))
        return true;
    if (askJournalMode(database, "DELETE") == QLatin1String("delete"))
        return false;
    return fail(ErrorKind::Busy,
                QStringLiteral("%1 is open elsewhere, in a way that only works on one computer. Close other programs "
                               "that show this project.")
                    .arg(file));
}

int userVersion(SQLite::Database& database)
{
    return database.execAndGet("PRAGMA user_version").getInt();
}

Result<void> quickCheck(SQLite::Database& database, const QString& file)
{
    const QString verdict = QString::fromStdString(database.execAndGet("PRAGMA quick_check(1)").getString());
    if (verdict != QLatin1String("ok"))
        return fail(ErrorKind::Corrupt, QStringLiteral("%1 is damaged: %2").arg(file, verdict));
    return {};
}

Result<void> migrate(SQLite::Database& database, const QString& file, DatabaseKind kind,
                     const std::vector<std::string>& migrations)
{
    const int newest = static_cast<int>(migrations.size());
    SQLite::Statement seen(database, "SELECT user_version, application_id, (SELECT count(*) FROM sqlite_schema)"
                                     " FROM pragma_user_version, pragma_application_id"); // all of one moment
    seen.executeStep();
    const int found = seen.getColumn(0).getInt();
    const int owner = seen.getColumn(1).getInt();
    const bool isEmpty = owner == 0 && seen.getColumn(2).getInt() == 0;
    seen.reset();
    if (found > 0 ? owner != static_cast<int>(kind) : !isEmpty)
        return fail(ErrorKind::Corrupt, QStringLiteral("%1 is a database of another program.").arg(file));
    if (found > newest)
        return fail(ErrorKind::Newer, QStringLiteral("%1 has version %2; this program writes versions up to %3.")
                                          .arg(file)
                                          .arg(found)
                                          .arg(newest));
    if (found == newest)
        return {};
    if (found > 0) {
        SQLite::Statement copy(database, "VACUUM INTO ?");
        bindText(copy, 1, QStringLiteral("%1.version-%2").arg(file).arg(found));
        copy.exec();
    }
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    const int current = userVersion(database); // again: another process may have been faster
    for (int version = current; version < newest; ++version)
        database.exec(migrations[static_cast<std::size_t>(version)]);
    database.exec("PRAGMA application_id = " + std::to_string(static_cast<int>(kind)));
    database.exec("PRAGMA user_version = " + std::to_string(newest));
    transaction.commit();
    return {};
}

Result<QString> setAside(const QString& file)
{
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
    const QString kept = QStringLiteral("%1.damaged-%2").arg(file, stamp);
    if (!QFile::rename(file, kept))
        return fail(ErrorKind::Io, QStringLiteral("%1 is damaged and cannot be renamed to %2.").arg(file, kept));
    for (const char* ending : {"-wal", "-journal"}) {
        const QString log = file + QLatin1String(ending);
        if (QFileInfo(log).size() > 0 && !QFile::rename(log, kept + QLatin1String(ending)))
            return fail(ErrorKind::Io, QStringLiteral("%1 cannot be renamed.").arg(log));
    }
    QFile::remove(file + QStringLiteral("-shm"));
    return kept;
}

} // namespace lb::experiments
