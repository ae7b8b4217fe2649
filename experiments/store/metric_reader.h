#pragma once

#include "experiments/records/metric_records.h"
#include "experiments/records/result.h"
#include "experiments/store/run_folder.h"
#include "experiments/store/run_status.h"

#include <QMap>
#include <QStringList>

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
    bool hasMore = false;     ///< a page was full: call again with the new cursor
    QList<MetricPoint> points;
    QList<VectorPoint> vectors;
    QList<RunEvent> events;
    QList<ItemStrip> strips; ///< at most one: the newest
    RunStatus status;
    qint64 heartbeatMs = 0;
    QJsonObject theory;
};

/// What lists and comparisons show of one metric.
struct MetricSummary {
    QString metric;
    qint64 points = 0;
    qint64 lastStep = 0;
    double last = 0;
    qint64 bestStep = -1; ///< negative: this metric has no better and worse, or no finite value yet
    double best = 0;
};

/// What lists show of a run, in one moment.
struct RunProgress {
    RunStatus status;
    qint64 heartbeatMs = 0;
    qint64 starts = 0; ///< how many workers have opened this run so far
    QJsonObject theory;
    QList<MetricSummary> summaries;
};

/// Read-only view of a run's database, live or finished. Never checkpoints, never writes, holds no transaction between
/// calls. One thread per instance.
class MetricReader {
public:
    /// NotFound while the worker has not created the file yet, Corrupt for a damaged one. A file of a newer version is
    /// read as far as it can be understood.
    static Result<std::unique_ptr<MetricReader>> open(const RunFolder& folder);
    ~MetricReader();

    /// Has anyone committed since the last call? (PRAGMA data_version: microseconds.) True at the first call.
    bool hasChanged();
    /// Everything after `cursor`, at most `limit` points and vectors (call again while `hasMore`).
    Result<MetricUpdate> after(const MetricCursor& cursor, int limit = 50000);
    /// All points of one metric in the order of logging.
    Result<QList<MetricPoint>> series(const QString& metric);
    /// Those of steps from `first` to `last`, both included.
    Result<QList<MetricPoint>> series(const QString& metric, qint64 first, qint64 last);
    Result<QList<VectorPoint>> vectorSeries(const QString& metric);
    /// Names of the scalar metrics, in the order in which they were first logged.
    Result<QStringList> metricNames();
    Result<QList<CheckpointRecord>> checkpoints();
    Result<QMap<QString, double>> lastValues();
    Result<QList<MetricSummary>> summaries();
    /// The newest strip with step <= `step` (any when negative); NotFound when there is none.
    Result<ItemStrip> strip(qint64 step = -1);
    /// The steps that strips stand for, in order, each once.
    Result<QList<qint64>> stripSteps();
    /// Time of all training steps together, without evaluations, pauses and what was trained again after a crash, in
    /// seconds: between two logged steps each counts as the later one. NaN while none was logged.
    Result<double> trainingSeconds();
    Result<RunProgress> progress();

private:
    MetricReader();
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace lb::experiments
