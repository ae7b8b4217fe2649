#pragma once

#include "experiments/records/metric_records.h"
#include "experiments/records/result.h"
#include "experiments/records/run_record.h"
#include "experiments/store/metric_writer.h"
#include "experiments/store/run_folder.h"

#include <memory>

namespace lb::experiments {

/// Where a reader is: everything with a larger row number is new. Live is history with a moving end.
struct MetricCursor {
    qint64 point = 0;
    qint64 vector = 0;
    qint64 event = 0;
    qint64 strip = 0;
    /// Grows when rows were deleted (a resume rewound the run): the reader must then forget what it has and start over.
    qint64 generation = 0;
};

struct MetricUpdate {
    MetricCursor cursor;
    bool startedOver = false; ///< drop everything seen before, then append
    QList<MetricPoint> points;
    QList<VectorPoint> vectors;
    QList<RunEvent> events;
    QList<ItemStrip> strips; ///< at most one: the newest
    RunStatus status;
    qint64 heartbeatMs = 0;
    QJsonObject theory;
};

/// Read-only view of a run's database, live or finished. Never checkpoints, never writes, holds no transaction between
/// calls. One thread per instance.
class MetricReader {
public:
    /// NotFound while the worker has not created the file yet.
    static Result<std::unique_ptr<MetricReader>> open(const RunFolder& folder);
    ~MetricReader();

    /// Has anyone committed since the last call? (PRAGMA data_version: microseconds.)
    bool hasChanged();
    /// Everything after `cursor`, at most `limit` points (call again while a full page comes back).
    Result<MetricUpdate> after(const MetricCursor& cursor, int limit = 50000);
    Result<QList<MetricPoint>> series(const QString& metric);
    Result<QStringList> metricNames();
    Result<QList<CheckpointRecord>> checkpoints();
    Result<QMap<QString, double>> lastValues();

private:
    MetricReader();
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace lb::experiments
