#pragma once

#include "experiments/records/run_record.h"
#include "experiments/store/run_meta.h"
#include "experiments/store/sqlite_file.h"

#include <optional>

namespace lb::experiments {

/// A run in the index: what lists show, and what the store needs to know whether that is still true.
struct IndexRow {
    RunRecord record;
    RunMeta::Mark mark;
    qint64 editedMs = 0;
    qint64 folderStamp = 0; ///< newest change of run.sqlite that `record` has seen
    qint64 copiedMs = 0;    ///< when the copy was written

    RunMeta meta() const;
    void setMeta(const RunMeta& meta);
    /// `record.changedMs` from what it is made of.
    void updateChanged();
};

/// The SQL of project.sqlite. All calls throw SQLite::Exception; whoever calls owns the transaction.
class RunIndex {
public:
    explicit RunIndex(Database database)
        : m_database(std::move(database))
    {
    }
    SQLite::Database& database() { return *m_database; }

    /// Newest first. Read again only when something has been written to the index since, by whomever: a window asks
    /// several times a second.
    QList<IndexRow> all();
    /// How often `all` has read: the same number, the same rows.
    qint64 readings() const { return m_readings; }
    std::optional<IndexRow> row(const QString& uid);
    std::optional<QString> uidOfName(const QString& name);
    QStringList names();

    /// A new row. The name must be free.
    void insert(const IndexRow& row);
    void updateMeta(const RunMeta& meta);
    /// The copy of what the folder says, with last and best values.
    void updateCopy(const IndexRow& row);
    void remove(const QString& uid);
    void removeAll();

    QStringList queue();
    void setQueue(const QStringList& uids);
    bool removeFromQueue(const QString& uid);

    QString setting(const QString& key);
    void setSetting(const QString& key, const QString& value);

private:
    QList<IndexRow> rowsOf(SQLite::Statement& statement);
    void readSummaries(QList<IndexRow>& rows);
    Database m_database;

    /// What the index said at `m_rowsMoment`.
    struct Moment {
        qint64 othersCommits = -1; ///< of other connections: PRAGMA data_version
        qint64 ownChanges = -1;    ///< rows that this connection has written
        bool operator==(const Moment&) const = default;
    };
    Moment moment();
    QList<IndexRow> m_rows;
    Moment m_rowsMoment;
    qint64 m_readings = 0;
};

} // namespace lb::experiments
