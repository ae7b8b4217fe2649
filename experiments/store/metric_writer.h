#pragma once

#include "experiments/records/metric_records.h"
#include "experiments/records/result.h"
#include "experiments/store/run_folder.h"
#include "experiments/store/run_status.h"

#include <memory>
#include <vector>

namespace lb::experiments {

/// The only writer of a run's database, for the life of its worker. Buffers in memory; `commitIfDue` writes metrics,
/// events, status and heartbeat in one transaction about ten times a second. One thread. WAL, synchronous NORMAL for
/// the rhythm and FULL for checkpoints and state changes (`commit(Durable)`). A failed commit loses nothing: everything
/// stays buffered for the next one. Pause the run when the disk is full.
class MetricWriter {
public:
    enum class Durability { Rhythm, Durable };

    /// Opens (creates, migrates) run.sqlite; status() is then what the last worker left, with state Preparing, already
    /// committed under this process's pid. The caller holds the run's lock. Io / ReadOnly / Newer otherwise. A damaged
    /// file is set aside under another name and a new one begun with what can be read of it: see `setAsideFile`.
    static Result<std::unique_ptr<MetricWriter>> open(const RunFolder& folder);
    /// To add numbers to a run that nobody trains: status() stays the last worker's word, and it counts as no start.
    /// The caller holds the run's lock. A damaged file is an error here: it is left for the next training to mend.
    static Result<std::unique_ptr<MetricWriter>> openToAdd(const RunFolder& folder);
    /// Commits what is buffered, as far as it can.
    ~MetricWriter();

    /// Where the damaged database went that `open` replaced; empty when there was none. An event "damaged" tells it
    /// too.
    const QString& setAsideFile() const;

    /// Cheap: an index for `append`. The same name gives the same index.
    int metric(QStringView name);
    /// Buffers one point; no allocation after warm-up, no SQL. Cost is part of the "logging <= 1 % of a step" bar.
    /// Points of one step share a time stamp, taken at the first of them.
    void append(int metric, qint64 step, double value);
    /// The same with the time of another program's point.
    void appendAt(qint64 timeMs, int metric, qint64 step, double value);
    void appendVector(int metric, qint64 step, std::vector<float> values);
    /// A time of 0 is filled in.
    void appendEvent(RunEvent event);
    void setItemStrip(const ItemStrip& strip);
    void addCheckpoint(const CheckpointRecord& record);
    void removeCheckpoint(const QString& fileName);
    void setTheory(const QJsonObject& theory);
    void setStatus(const RunStatus& status) { m_status = status; }
    const RunStatus& status() const { return m_status; }

    /// Commits when 100 ms have passed since the last commit (1 s when there is nothing but the heartbeat). Called
    /// every step, and while paused.
    Result<void> commitIfDue();
    Result<void> commit(Durability durability);

    /// Values recorded for steps > `step` as raw doubles, then deletes those rows: a resume re-executes the steps and
    /// compares ("every resume proves itself"). Vectors, strips and events after `step` go too (events keep their row,
    /// marked). Commits what is buffered first.
    Result<QList<MetricPoint>> rewindTo(qint64 step);
    /// By step. Includes what is not committed yet.
    Result<QList<CheckpointRecord>> checkpoints() const;

private:
    MetricWriter();
    static Result<std::unique_ptr<MetricWriter>> openOnce(const RunFolder& folder, const QString& setAsideFile);
    Result<void> load(const RunFolder& folder);
    Result<void> recover(const RunFolder& folder, const Error& damage);
    void beginStatus();
    struct State;
    std::unique_ptr<State> m_state;
    RunStatus m_status;
};

} // namespace lb::experiments
