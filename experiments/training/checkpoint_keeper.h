#pragma once

#include "experiments/records/metric_records.h"
#include "experiments/store/metric_writer.h"
#include "experiments/training/checkpoint.h"
#include "experiments/training/run_setup.h"

#include <future>
#include <optional>

namespace lb::experiments {

/// Writes a run's checkpoints, announces them in its database and removes old ones: the last three automatic ones, the
/// best, the final and every manual one stay. Nothing is removed unless a newer one was written, so one good file
/// always remains. For one thread; files may be written on another.
class CheckpointKeeper {
public:
    static constexpr int kAutomaticKept = 3;

    CheckpointKeeper(const RunSetup& setup, MetricWriter& writer, RunFolder folder);

    /// What is saved beside the tensors and the spec.
    struct Moment {
        qint64 step = 0;
        bool isCalibrated = false; ///< CheckpointHeader::isCalibrated
        QJsonObject session;       ///< CheckpointHeader::session
    };
    /// kind: "auto" "manual" "best" "final" "pause". A second save of one step and kind is not written again.
    Result<CheckpointRecord> save(const Moment& moment, const QString& kind);
    /// True when `begin` has only to copy; until then memory for the copy is made ready on another thread.
    bool prepare();
    /// Copies the weights and returns; they are written while training goes on. Waits for the one before.
    Result<void> begin(const Moment& moment, const QString& kind);
    /// Announces what `begin` began, once it is written; `waits`: until it is. Its error, if it failed.
    Result<void> settle(bool waits);
    /// Seconds the last save took.
    double lastSeconds() const { return m_lastSeconds; }

    /// Loads the newest checkpoint that is whole into the store; damaged ones are skipped and named in `skipped`.
    /// NotFound when there is none.
    static Result<CheckpointHeader> restoreNewest(const RunFolder& folder, engine::ParameterStore& store,
                                                  QStringList& skipped, bool withOptimizer = true);
    /// Checkpoint files of a run, newest step first.
    static QStringList filesNewestFirst(const RunFolder& folder);

private:
    struct Pending {
        CheckpointRecord record;
        std::future<Result<double>> seconds; ///< that writing took
    };
    CheckpointRecord recordOf(qint64 step, const QString& kind) const;
    CheckpointHeader headerOf(const Moment& moment) const;
    QString pathOf(const CheckpointRecord& record) const;
    bool isKnown(const CheckpointRecord& record) const;
    Result<CheckpointRecord> announce(CheckpointRecord record, double seconds);
    void prune();
    const RunSetup& m_setup;
    MetricWriter& m_writer;
    RunFolder m_folder;
    QList<CheckpointRecord> m_written;
    double m_lastSeconds = 0;
    std::future<engine::SafetensorsFile> m_room; ///< invalid: not begun
    std::optional<Pending> m_pending;
};

} // namespace lb::experiments
