#pragma once

#include "experiments/records/metric_records.h"
#include "experiments/records/run_record.h"
#include "experiments/store/run_status.h"
#include "experiments/store/sqlite_file.h"

namespace lb::experiments {

/// The one row of table `run`.
struct RunRow {
    RunStatus status;
    qint64 heartbeatMs = 0;
    qint64 starts = 0;
    qint64 generation = 0;
    QJsonObject theory;
};

// Rows of run.sqlite as values, shared by the writer and the reader. All throw SQLite::Exception.
RunRow readRunRow(SQLite::Database& database);
QList<CheckpointRecord> readCheckpoints(SQLite::Database& database);
/// Of a row "step, kind, file_name, bytes, time_ms" that begins at `column`.
CheckpointRecord readCheckpoint(SQLite::Statement& row, int column);
/// Of a row "id, step, time_ms, kind, message, data, undone".
RunEvent readEvent(SQLite::Statement& row);
/// Little-endian 32-bit floats.
std::vector<float> floatsOf(const SQLite::Column& column);

/// Items and samples as one CBOR array of two.
QByteArray stripBytes(const ItemStrip& strip);
void readStripBytes(const QByteArray& bytes, ItemStrip& strip);

QString compactJson(const QJsonObject& object);
QJsonObject objectOfJson(const QString& text);

} // namespace lb::experiments
