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

/// Items and samples as one CBOR array of two.
QByteArray stripBytes(const ItemStrip& strip);
void readStripBytes(const QByteArray& bytes, ItemStrip& strip);

QString compactJson(const QJsonObject& object);
QJsonObject objectOfJson(const QString& text);

} // namespace lb::experiments
