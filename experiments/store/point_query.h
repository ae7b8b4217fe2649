#pragma once

#include "experiments/records/metric_records.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <memory>

struct sqlite3_stmt;

namespace lb::experiments {

/// One SELECT of (id, metric, step, value, flag, time_ms) over table `point`, read through SQLite's own functions:
/// SQLiteCpp counts references for each column of each row, which is most of the time of reading a million points.
class PointQuery {
public:
    /// Throws SQLite::Exception, as all of it does.
    PointQuery(SQLite::Database& database, const char* sql);
    ~PointQuery();
    PointQuery(const PointQuery&) = delete;
    PointQuery& operator=(const PointQuery&) = delete;

    void bind(int index, qint64 value);
    /// False after the last row; the statement is then at its start again and holds no transaction.
    bool next();
    /// Ends early.
    void reset();

    qint64 id() const;
    qint64 metric() const;
    qint64 step() const;
    double value() const;
    qint64 timeMs() const;

private:
    [[noreturn]] void fail();
    SQLite::Database& m_database;
    sqlite3_stmt* m_statement = nullptr;
};

} // namespace lb::experiments
