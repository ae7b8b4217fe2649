#include "experiments/training/train_session.h"

#include "experiments/store/flight_file.h"

#include <QDateTime>

#include <cmath>
#include <limits>
#include <numeric>

namespace lb::experiments {

namespace {

constexpr double kSecondsPerMinute = 60.0;
/// Writing, beside the training, may take this share of the time at most; the interval stretches if it must.
constexpr double kSavingShare = 0.1;
/// One noise for all evaluations of all runs, so that their differences are the models'.
constexpr quint64 kEvaluationSeed = 20200506;

} // namespace

TrainSession::TrainSession(RunSetup& setup, RunTrainer& run, MetricWriter& writer, const RunFolder& folder,
                           const std::atomic<bool>* stop)
    : m_setup(setup)
    , m_trainer(*run.trainer)
    , m_batches(*run.batches)
    , m_writer(writer)
    , m_folder(folder)
    , m_log(writer, run.scalars)
    , m_flight(*setup.store, run.scalars)
    , m_systemLog(writer)
    , m_histograms(setup.spec, *setup.store, writer)
    , m_keeper(setup, writer, folder)
    , m_validation(setup, setup.data.validation, setup.spec.integer(QStringLiteral("train.evaluation_items")),
                   kEvaluationSeed)
    , m_training(setup, setup.data.train, static_cast<qint64>(m_validation.itemCount()), kEvaluationSeed)
    , m_calibration(setup)
    , m_strips(setup, setup.data.validation)
    , m_rules(setup.spec)
    , m_logEvery(std::max<qint64>(1, setup.spec.integer(QStringLiteral("run.log_every"))))
    , m_evaluateEvery(setup.spec.integer(QStringLiteral("train.evaluate_every")))
    , m_sampleEvery(setup.spec.integer(QStringLiteral("train.sample_every")))
    , m_bestLoss(std::numeric_limits<double>::infinity())
    , m_stop(stop)
{
}

void TrainSession::event(const QString& kind, const QString& message, const QJsonObject& data)
{
    m_writer.appendEvent({.step = m_trainer.nextStep(),
                          .timeMs = QDateTime::currentMSecsSinceEpoch(),
                          .kind = kind,
                          .message = message,
                          .data = data});
}

void TrainSession::announce(RunState state, const QString& reason)
{
    RunStatus status = m_writer.status();
    status.state = state;
    status.reason = reason;
    status.phase.clear();
    m_writer.setStatus(status);
    updateProgress();
    if (const Result<void> committed = m_writer.commit(MetricWriter::Durability::Durable); !committed)
        giveUp(committed.error());
}

void TrainSession::updateProgress()
{
    RunStatus status = m_writer.status();
    status.step = m_trainer.nextStep();
    status.totalSteps = m_trainer.totalSteps();
    status.epoch = static_cast<double>(status.step) / static_cast<double>(m_trainer.stepsPerEpoch());
    status.totalEpochs = m_trainer.totalSteps() / m_trainer.stepsPerEpoch();
    status.itemsPerSecond = m_clock.itemsPerSecond();
    status.etaSeconds = m_clock.secondsFor(status.totalSteps - status.step, evaluationsFrom(status.step));
    m_writer.setStatus(status);
}

qint64 TrainSession::evaluationsFrom(qint64 step) const
{
    const auto multiples = [&](qint64 every) { return every > 0 ? m_trainer.totalSteps() / every - step / every : 0; };
    const qint64 perEpoch = m_trainer.stepsPerEpoch();
    const qint64 both = m_evaluateEvery > 0 ? std::lcm(perEpoch, qint64{m_evaluateEvery}) : 0;
    constexpr qint64 kTest = 1; // of the test items, when all is done
    return multiples(perEpoch) + multiples(m_evaluateEvery) - multiples(both) + kTest;
}

void TrainSession::giveUp(const Error& error)
{
    if (!m_failure)
        m_failure = error;
}

QJsonObject TrainSession::memory() const
{
    const models::VanishingMemory& detector = m_detector.memory();
    QJsonObject json{{QStringLiteral("state"), static_cast<int>(detector.state)},
                     {QStringLiteral("pending"), static_cast<int>(detector.pending)},
                     {QStringLiteral("count"), detector.count},
                     {QStringLiteral("shuffle_gap"), m_lastShuffleGap}};
    if (const QJsonObject rules = m_rules.memory(m_clock.activeSeconds()); !rules.isEmpty())
        json.insert(QStringLiteral("stop_rules"), rules);
    if (std::isfinite(m_bestLoss))
        json.insert(QStringLiteral("best_loss"), m_bestLoss);
    if (m_setup.spec.boolean(QStringLiteral("objective.lagging"))) {
        json.insert(QStringLiteral("lagging"), m_trainer.isLagging());
        json.insert(QStringLiteral("encoder_lead"), static_cast<qint64>(m_trainer.encoderLead()));
        json.insert(QStringLiteral("information"), m_lastInformation);
    }
    return json;
}

void TrainSession::remember(const QJsonObject& json)
{
    const auto state = [&](const QString& key) {
        const int number = json.value(key).toInt();
        const bool isKnown = number >= 0 && number <= static_cast<int>(models::VanishingState::Collapsed);
        return isKnown ? static_cast<models::VanishingState>(number) : models::VanishingState::Healthy;
    };
    m_detector = models::VanishingDetector({}, {.state = state(QStringLiteral("state")),
                                                .pending = state(QStringLiteral("pending")),
                                                .count = json.value(QStringLiteral("count")).toInt()});
    m_rules.remember(json.value(QStringLiteral("stop_rules")).toObject());
    m_lastShuffleGap = json.value(QStringLiteral("shuffle_gap")).toDouble();
    m_trainer.setLagging(json.value(QStringLiteral("lagging")).toBool(m_trainer.isLagging()));
    m_trainer.setEncoderLead(json.value(QStringLiteral("encoder_lead")).toInteger());
    m_lastInformation = json.value(QStringLiteral("information")).toDouble();
    m_bestLoss = json.value(QStringLiteral("best_loss")).toDouble(std::numeric_limits<double>::infinity());
}

Result<void> TrainSession::begin(const SessionStart& start)
{
    m_replay.expect(start.replay);
    remember(start.memory);
    m_isCalibrated = start.isCalibrated;
    announce(RunState::Running);
    if (m_trainer.nextStep() == 0) {
        event(QStringLiteral("start"), QStringLiteral("Training starts: %1 steps of %2 rows on %3.")
                                           .arg(m_trainer.totalSteps())
                                           .arg(m_setup.batchRows() * accumulatedBatches(m_setup.spec))
                                           .arg(QString::fromStdString(m_setup.backend->description())));
        save(QStringLiteral("auto"));
        evaluate(false);
    }
    if (m_failure)
        return tl::unexpected(*m_failure);
    return {};
}

engine::TrainSink::Verdict TrainSession::afterStep(const engine::StepReport& report)
{
    m_clock.stepDone(m_trainer.rowsPerStep(report.shape));
    m_isCalibrated = false;
    m_flight.record(report); // before anything else makes new gradients
    m_histograms.appendIfDue(report.step + 1);
    if (report.step % m_logEvery == 0 || !report.isFinite)
        m_log.append(report, m_clock.itemsPerSecond());
    m_systemLog.appendIfDue(report.step + 1);
    if (!report.isFinite) {
        handleNonFinite(report);
        return Verdict::Stop;
    }
    if (m_replay.isPending()) {
        m_replay.observe(report.step + 1, report.loss);
        if (!m_replay.isPending() || m_replay.firstMismatch() >= 0) {
            event(QStringLiteral("replay"),
                  m_replay.firstMismatch() < 0
                      ? QStringLiteral("%1 steps were executed again with identical losses.").arg(m_replay.compared())
                      : QStringLiteral(
                            "Step %1 gave another loss than before the interruption: the thread count, processor "
                            "or program differs.")
                            .arg(m_replay.firstMismatch()));
            m_replay = {};
        }
    }
    updateProgress();
    const qint64 done = report.step + 1;
    const bool isEpochEnd = done % m_trainer.stepsPerEpoch() == 0;
    if (isEpochEnd || (m_evaluateEvery > 0 && done % m_evaluateEvery == 0))
        evaluate(isEpochEnd); // and samples
    else if (m_sampleEvery > 0 && done % m_sampleEvery == 0)
        sampleItems();
    saveIfDue();
    if (const Result<void> written = m_keeper.settle(false); !written)
        giveUp(written.error());
    finishEarly(m_rules.afterStep(m_clock.activeSeconds()));
    heedCommands();
    if (const Result<void> committed = m_writer.commitIfDue(); !committed)
        giveUp(committed.error());
    return m_stopRequested || m_failure || !m_finishReason.isEmpty() ? Verdict::Stop : Verdict::GoOn;
}

void TrainSession::finishEarly(const QString& why)
{
    if (m_finishReason.isEmpty())
        m_finishReason = why;
}

void TrainSession::saveIfDue()
{
    const double asked = m_setup.spec.real(QStringLiteral("train.checkpoint_minutes")) * kSecondsPerMinute;
    if (asked <= 0)
        return;
    const double interval = std::max(asked, m_keeper.lastSeconds() / kSavingShare);
    if (m_clock.activeSeconds() - m_lastSave >= interval && m_keeper.prepare())
        saveBeside(QStringLiteral("auto"));
}

void TrainSession::saveBeside(const QString& kind)
{
    m_lastSave = m_clock.activeSeconds();
    // Metrics first: a resume from this checkpoint does not execute these steps again.
    if (const Result<void> committed = m_writer.commit(MetricWriter::Durability::Durable); !committed)
        giveUp(committed.error());
    if (const Result<void> begun = m_keeper.begin({m_trainer.nextStep(), m_isCalibrated, memory()}, kind); !begun)
        giveUp(begun.error());
}

void TrainSession::save(const QString& kind)
{
    m_lastSave = m_clock.activeSeconds();
    if (const Result<void> committed = m_writer.commit(MetricWriter::Durability::Durable); !committed) // as above
        giveUp(committed.error());
    if (const auto saved = m_keeper.save({m_trainer.nextStep(), m_isCalibrated, memory()}, kind); !saved)
        giveUp(saved.error());
}

void TrainSession::handleNonFinite(const engine::StepReport& report)
{
    const engine::CheckedRun look = m_trainer.look(report.step);
    const std::string& place = look.place;
    m_flight.noteLook(report.step, look);
    m_flight.noteFailure(report.step);
    writeFlight();
    const QString where =
        place.empty() ? QStringLiteral("the gradient's norm overflowed") : QString::fromStdString(place);
    const QString message =
        QStringLiteral(
            "Stopped at step %1: the loss is not a number (%2). The weights are those before this step. Lower "
            "optimizer.rate or set optimizer.clip_norm, and continue from the checkpoint.")
            .arg(report.step)
            .arg(where);
    event(QStringLiteral("non-finite"), message);
    save(QStringLiteral("auto"));
    giveUp({ErrorKind::NonFinite, message});
}

void TrainSession::lookAtLastStep()
{
    if (const std::int64_t taken = m_trainer.nextStep(); taken > 0)
        m_flight.noteLook(taken - 1, m_trainer.look(taken - 1));
}

void TrainSession::writeFlight()
{
    const qint64 accumulated = accumulatedBatches(m_setup.spec);
    const auto itemsOf = [&](qint64 step) { return itemsOfStep(m_batches, accumulated, step - 1); };
    if (const Result<void> written = m_flight.write(m_folder, m_trainer.stepsPerEpoch(), itemsOf); !written)
        event(QStringLiteral("flight"), written.error().detail); // a run does not fail for it
}

Result<RunState> TrainSession::end()
{
    if (const Result<void> written = m_keeper.settle(true); !written)
        giveUp(written.error());
    if (m_failure)
        return tl::unexpected(*m_failure);
    writeProfile();
    if (!m_stopRequested)
        lookAtLastStep(); // who stops a run does not want to wait
    writeFlight();
    if (m_stopRequested) {
        save(QStringLiteral("auto"));
        event(QStringLiteral("stop"), QStringLiteral("Stopped by the user."));
        announce(RunState::Stopped, QStringLiteral("Stopped by the user."));
        return m_failure ? Result<RunState>(tl::unexpected(*m_failure)) : RunState::Stopped;
    }
    announce(RunState::Finishing);
    calibrate();
    if (!m_finishReason.isEmpty())
        m_rules = StopRules(m_setup.spec); // who continues the run gives it the same patience again
    save(QStringLiteral("final"));
    finishEvaluation();
    event(QStringLiteral("finish"),
          QStringLiteral("Finished after %1 steps. %2").arg(m_trainer.nextStep()).arg(m_finishReason).trimmed());
    announce(RunState::Finished, m_finishReason);
    return m_failure ? Result<RunState>(tl::unexpected(*m_failure)) : RunState::Finished;
}

} // namespace lb::experiments
