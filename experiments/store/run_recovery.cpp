#include "experiments/store/run_recovery.h"

#include "experiments/store/stored_number.h"

#include <QFile>
#include <QHash>

namespace lb::experiments {

namespace {

constexpr int kBusyMs = 250;
constexpr std::size_t kLongBuffer = 100'000;
/// Rows that fail one after another before the rest is given up: several times what hangs on one page above the leaves.
constexpr int kMostFailures = 200'000;

/// Calls `take` for each row of `sql` (SELECT id, ... WHERE id >= ? ORDER BY id) that can be read.
void scan(SQLite::Database& database, const char* sql, const std::function<void(SQLite::Statement&)>& take)
{
    SQLite::Statement rows(database, sql);
    int64_t next = 1;
    for (int failures = 0; failures < kMostFailures; ++failures) {
        try {
            rows.bind(1, next);
            for (; rows.executeStep(); failures = 0) {
                const int64_t id = rows.getColumn(0).getInt64();
                if (id < next)
                    break; // a page that hangs in the wrong place
                next = id + 1;
                take(rows);
            }
            if (rows.isDone())
                return;
        } catch (const SQLite::Exception&) {
            ++next; // its page is damaged: row by row to the first one of the next page
        }
        rows.tryReset();
    }
}

class Recovery {
public:
    Recovery(RunBuffer& buffer, const std::function<void()>& onLong)
        : m_buffer(buffer)
        , m_onLong(onLong)
    {
    }

    RecoveredRun run(SQLite::Database& database)
    {
        attempt([&] { m_result.row = readRunRow(database); });
        const auto table = [&](const char* sql, void (Recovery::*take)(SQLite::Statement&)) {
            attempt([&] { scan(database, sql, [&](SQLite::Statement& row) { (this->*take)(row); }); });
        };
        table("SELECT id, name, is_vector FROM metric WHERE id >= ? ORDER BY id", &Recovery::takeMetric);
        table("SELECT id, metric, step, time_ms, value, flag FROM point WHERE id >= ? ORDER BY id",
              &Recovery::takePoint);
        table("SELECT id, metric, step, time_ms, elements FROM vector WHERE id >= ? ORDER BY id",
              &Recovery::takeVector);
        table("SELECT id, step, time_ms, kind, message, data, undone FROM event WHERE id >= ? ORDER BY id",
              &Recovery::takeEvent);
        table("SELECT id, step, kind, file_name, bytes, time_ms FROM checkpoint WHERE id >= ? ORDER BY id",
              &Recovery::takeCheckpoint);
        return m_result;
    }

private:
    /// A table whose name or first page is gone is left out.
    static void attempt(const std::function<void()>& work)
    {
        try {
            work();
        } catch (const SQLite::Exception&) {
            return;
        }
    }

    int metricOf(SQLite::Statement& row) const { return m_metrics.value(row.getColumn(1).getInt64(), -1); }

    void takeMetric(SQLite::Statement& row)
    {
        const QString name = textOf(row.getColumn(1));
        if (name.isEmpty())
            return;
        const int metric = m_buffer.indexFor(name);
        m_buffer.metrics[static_cast<std::size_t>(metric)].isVector = row.getColumn(2).getInt() != 0;
        m_metrics.insert(row.getColumn(0).getInt64(), metric);
    }

    void takePoint(SQLite::Statement& row)
    {
        const int metric = metricOf(row);
        const qint64 step = row.getColumn(2).getInt64();
        const int flag = row.getColumn(5).getInt();
        if (metric < 0 || step < 0 || flag < 0 || flag > static_cast<int>(NumberFlag::MinusZero))
            return;
        const double value = readNumber(row, 4);
        m_buffer.points.push_back(
            {.step = step, .value = value, .timeMs = row.getColumn(3).getInt64(), .metric = metric});
        m_buffer.metrics[static_cast<std::size_t>(metric)].add(step, value);
        ++m_result.points;
        if (m_buffer.points.size() >= kLongBuffer)
            m_onLong();
    }

    void takeVector(SQLite::Statement& row)
    {
        const int metric = metricOf(row);
        if (metric < 0)
            return;
        m_buffer.vectors.push_back({.metric = metric,
                                    .step = row.getColumn(2).getInt64(),
                                    .timeMs = row.getColumn(3).getInt64(),
                                    .values = floatsOf(row.getColumn(4))});
        ++m_result.points;
    }

    void takeEvent(SQLite::Statement& row)
    {
        m_buffer.events.append(readEvent(row));
        ++m_result.events;
    }

    void takeCheckpoint(SQLite::Statement& row)
    {
        const CheckpointRecord record = readCheckpoint(row, 1);
        m_buffer.checkpointChanges.append({.isRemoved = false, .record = record});
        m_result.checkpoints.append(record);
    }

    RunBuffer& m_buffer;
    const std::function<void()>& m_onLong;
    QHash<qint64, int> m_metrics; ///< by the damaged file's id
    RecoveredRun m_result;
};

} // namespace

RecoveredRun recoverRun(const QString& file, RunBuffer& buffer, const std::function<void()>& onLong)
{
    RecoveredRun result;
    try {
        const Database database = openForReading(file, kBusyMs);
        result = Recovery(buffer, onLong).run(*database);
    } catch (const SQLite::Exception&) {
        return result; // not even its first page: nothing is kept
    }
    QFile::remove(file + QStringLiteral("-shm")); // of this reading; the log stays
    return result;
}

} // namespace lb::experiments
