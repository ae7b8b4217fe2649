#pragma once

#include "experiments/records/metric_records.h"
#include "experiments/records/result.h"
#include "experiments/records/run_record.h"
#include "experiments/store/run_folder.h"

#include <memory>
#include <string_view>

namespace lb::experiments {

/// What the worker says of itself in every commit.
struct RunStatus {
    RunState state = RunState::Preparing;
    QString reason;
    qint64 step = 0;
    qint64 totalSteps = 0;
    double epoch = 0;
    qint64 totalEpochs = 0;
    double itemsPerSecond = 0;
    double etaSeconds = -1;
    QString phase;           ///< "evaluating 3/5"
    QString acknowledged;    ///< last command taken
    qint64 pid = 0;
};

/// The only writer of a run's database, for the life of its worker. Buffers in memory; `commitIfDue` writes metrics,
/// events, status and heartbeat in one transaction about ten times a second. One thread. WAL, synchronous NORMAL for the
/// rhythm and FULL for checkpoints and state changes (`commit(Durable)`).
class MetricWriter {
public:
    enum class Durability { Rhythm, Durable };

    /// Opens (creates, migrates) run.sqlite. The caller holds the run's lock. Io / ReadOnly / Newer / Corrupt otherwise.
    static Result<std::unique_ptr<MetricWriter>> open(const RunFolder& folder);
    ~MetricWriter();

    /// Cheap: an index for `append`. The same name gives the same index.
    int metric(QStringView name);
    /// Buffers one point; no allocation after warm-up, no SQL. Cost is part of the "logging <= 1 % of a step" bar.
    void append(int metric, qint64 step, double value);
    void appendVector(int metric, qint64 step, std::vector<float> values);
    void appendEvent(RunEvent event);
    void setItemStrip(const ItemStrip& strip);
    void addCheckpoint(const CheckpointRecord& record);
    void removeCheckpoint(const QString& fileName);
    void setTheory(const QJsonObject& theory);
    void setStatus(const RunStatus& status) { m_status = status; }
    const RunStatus& status() const { return m_status; }

    /// Commits when 100 ms have passed since the last commit. Called every step.
    Result<void> commitIfDue();
    Result<void> commit(Durability durability);

    /// Values recorded for steps > `step` as raw doubles, then deletes those rows: a resume re-executes the steps and
    /// compares ("every resume proves itself"). Vectors and events after `step` go too (events keep their row, marked).
    Result<QList<MetricPoint>> rewindTo(qint64 step);
    Result<QList<CheckpointRecord>> checkpoints() const;

private:
    MetricWriter();
    struct State;
    std::unique_ptr<State> m_state;
    RunStatus m_status;
};

} // namespace lb::experiments
