#pragma once

#include "engine/train/trainer.h"
#include "experiments/store/metric_writer.h"
#include "experiments/training/checkpoint_keeper.h"
#include "experiments/training/evaluator.h"
#include "experiments/training/flight_recorder.h"
#include "experiments/training/histogram_log.h"
#include "experiments/training/item_strips.h"
#include "experiments/training/norm_calibration.h"
#include "experiments/training/progress_clock.h"
#include "experiments/training/replay_check.h"
#include "experiments/training/run_setup.h"
#include "experiments/training/run_trainer.h"
#include "experiments/training/step_log.h"
#include "experiments/training/stop_rules.h"
#include "experiments/training/system_log.h"
#include "models/metrics/vanishing_detector.h"

#include <atomic>
#include <optional>

namespace lb::experiments {

/// What a resume brings along; empty for a new run.
struct SessionStart {
    QList<MetricPoint> replay; ///< recorded after the checkpoint: to be compared with their re-execution
    QJsonObject memory;        ///< CheckpointHeader::session
    bool isCalibrated = false; ///< the checkpoint's running statistics are the final ones
};

/// What happens between steps: metrics, commits, commands, evaluations, checkpoints. Runs on the training thread.
class TrainSession final : public engine::TrainSink {
public:
    TrainSession(RunSetup& setup, RunTrainer& run, MetricWriter& writer, const RunFolder& folder,
                 const std::atomic<bool>* stop);

    /// State running; a first checkpoint and a first evaluation when the run is new.
    Result<void> begin(const SessionStart& start);
    Verdict afterStep(const engine::StepReport& report) override;
    /// After the loop: final evaluation on the test split and final checkpoint, or the stop's or failure's record.
    /// Returns the state the run ended in.
    Result<RunState> end();

private:
    void heedCommands();
    void heedStopFlag();
    void obeyCommands();
    void changeSetting(const QString& assignment);
    void useLiveSettings();
    void waitWhilePaused();
    void evaluate(bool isEpochEnd);
    void measure(bool isEpochEnd);
    /// From `step` to the end, the last one of the test items among them.
    qint64 evaluationsFrom(qint64 step) const;
    void record(const Evaluation& evaluation, const QString& prefix, qint64 step);
    void detectVanishing(const Evaluation& evaluation, qint64 step);
    void endLagging(const Evaluation& evaluation);
    /// Ends the loop as if this had been the last step; the first reason counts.
    void finishEarly(const QString& why);
    void saveIfDue();
    void save(const QString& kind);
    /// Writes while training goes on.
    void saveBeside(const QString& kind);
    void giveUp(const Error& error);
    void handleNonFinite(const engine::StepReport& report);
    QJsonObject memory() const;
    void remember(const QJsonObject& json);
    void announce(RunState state, const QString& reason = {});
    void updateProgress();
    void event(const QString& kind, const QString& message, const QJsonObject& data = {});
    void sampleItems();
    void calibrate();
    void finishEvaluation();
    void showPhase(const QString& phase);
    void writeProfile() const;
    void lookAtLastStep();
    void writeFlight();

    RunSetup& m_setup;
    engine::Trainer& m_trainer;
    const engine::BatchSource& m_batches;
    MetricWriter& m_writer;
    RunFolder m_folder;
    StepLog m_log;
    FlightRecorder m_flight;
    SystemLog m_systemLog;
    HistogramLog m_histograms;
    CheckpointKeeper m_keeper;
    Evaluator m_validation;
    Evaluator m_training; ///< a fixed sample of the training items, as many as validation
    NormCalibration m_calibration;
    ItemStrips m_strips;
    models::VanishingDetector m_detector;
    ReplayCheck m_replay;
    ProgressClock m_clock;
    StopRules m_rules;
    QString m_finishReason; ///< why it ends before the last step
    qint64 m_logEvery;
    qint64 m_evaluateEvery;
    qint64 m_sampleEvery;
    double m_lastShuffleGap = 0;
    double m_lastInformation = 0; ///< between x and z, at the last epoch's end; for lagging training
    double m_lastSave = 0;
    double m_bestLoss;
    const std::atomic<bool>* m_stop;
    bool m_stopRequested = false;
    bool m_isPaused = false;
    bool m_isCalibrated = false; ///< the store's running statistics are the final ones
    std::optional<Error> m_failure;
};

} // namespace lb::experiments
