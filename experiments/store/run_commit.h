#pragma once

#include "experiments/store/run_buffer.h"
#include "experiments/store/run_rows.h"
#include "experiments/store/waiting_points.h"

namespace lb::experiments {

/// The prepared statements that write a run's database. All throw SQLite::Exception; the caller owns the transaction.
class RunCommit {
public:
    explicit RunCommit(SQLite::Database& database);

    /// Metrics first met, points, vectors, events, strips, checkpoints, and each touched summary. `buffer` is
    /// unchanged.
    void write(const RunBuffer& buffer);
    void writeStatus(const RunStatus& status, qint64 heartbeatMs, const QJsonObject& theory);

private:
    void writeMetrics(const RunBuffer& buffer);
    void writePoints(const RunBuffer& buffer);
    void writeVectors(const RunBuffer& buffer);
    void writeEvents(const RunBuffer& buffer);
    void writeStrips(const RunBuffer& buffer);
    void writeCheckpoints(const RunBuffer& buffer);

    WaitingPoints m_waiting;
    SQLite::Statement m_metric;
    SQLite::Statement m_points;
    SQLite::Statement m_vector;
    SQLite::Statement m_event;
    SQLite::Statement m_strip;
    SQLite::Statement m_addCheckpoint;
    SQLite::Statement m_removeCheckpoint;
    SQLite::Statement m_status;
};

} // namespace lb::experiments
