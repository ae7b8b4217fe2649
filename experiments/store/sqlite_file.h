#pragma once

#include "experiments/records/result.h"

#include <QString>

#include <SQLiteCpp/SQLiteCpp.h>

#include <memory>
#include <string>
#include <type_traits>
#include <vector>

namespace lb::experiments {

using Database = std::unique_ptr<SQLite::Database>;

/// SQLite's failure as ours: damaged, busy, read-only, full disk.
Error errorOf(const SQLite::Exception& exception, const QString& file);

/// Runs `work`, which returns a Result, and turns SQLite's exceptions into its error.
template <class Work>
auto guarded(const QString& file, const Work& work) -> std::invoke_result_t<Work>
{
    try {
        return work();
    } catch (const SQLite::Exception& exception) {
        return tl::unexpected(errorOf(exception, file));
    }
}

/// What kind of database a file is, kept in its application_id.
enum class DatabaseKind : int { Run = 0x4c425255, Index = 0x4c424958 };

/// Opens or creates a file for writing, with the pragmas of reliability: no trust in its schema, no memory mapping.
/// Throws SQLite::Exception.
Database openForWriting(const QString& file, int busyMs);
/// Opens for reading alone: never writes, never checkpoints. In a folder that cannot be written a cleanly closed file
/// is read as immutable. Throws SQLite::Exception.
Database openForReading(const QString& file, int busyMs);

/// PRAGMA journal_mode: asks for `mode` and returns what SQLite answers.
QString askJournalMode(SQLite::Database& database, const char* mode);
/// A write-ahead log, or, where several computers may see the file (file_system.h) or there can be none, a rollback
/// journal: then false. Busy when somebody else has it open with a log.
Result<bool> useLog(SQLite::Database& database, const QString& file);
int userVersion(SQLite::Database& database);
/// Corrupt when SQLite's own check finds damage.
Result<void> quickCheck(SQLite::Database& database, const QString& file);

/// Brings a database to the newest version in one transaction, after a copy beside it when it had an older one. Newer
/// when it is ahead of this program, Corrupt when it is somebody else's database.
Result<void> migrate(SQLite::Database& database, const QString& file, DatabaseKind kind,
                     const std::vector<std::string>& migrations);

/// Renames a damaged database and its write-ahead log out of the way (never deletes) and returns the new name.
Result<QString> setAside(const QString& file);

inline QString textOf(const SQLite::Column& column)
{
    return QString::fromUtf8(column.getText(), column.getBytes());
}
inline void bindText(SQLite::Statement& statement, int index, const QString& text)
{
    statement.bind(index, text.toStdString());
}

/// Ends the read transaction of a prepared statement, which would otherwise keep the log from being reset.
class ResetAtEnd {
public:
    explicit ResetAtEnd(SQLite::Statement& statement)
        : m_statement(statement)
    {
    }
    ~ResetAtEnd() { m_statement.tryReset(); }
    ResetAtEnd(const ResetAtEnd&) = delete;
    ResetAtEnd& operator=(const ResetAtEnd&) = delete;

private:
    SQLite::Statement& m_statement;
};

} // namespace lb::experiments
