#pragma once

#include "experiments/store/run_buffer.h"

#include <span>

namespace SQLite {
class Database;
}

namespace lb::experiments {

/// The points that wait to be stored, as a table `waiting_point (metric, step, time_ms, value, flag)` that SQLite reads
/// where they lie: `INSERT INTO point (...) SELECT ... FROM waiting_point` takes a third less than binding each number.
/// A virtual table of one connection (https://www.sqlite.org/vtab.html), not part of the file. One thread.
class WaitingPoints {
public:
    using Points = std::span<const RunBuffer::Point>;

    /// Throws SQLite::Exception. Statements over the table must not outlive `database`.
    explicit WaitingPoints(SQLite::Database& database);

    /// What the table holds from now on. The caller keeps the memory while statements read it.
    void set(Points points);

private:
    Points* m_points; ///< the connection's own: it deletes it
};

} // namespace lb::experiments
