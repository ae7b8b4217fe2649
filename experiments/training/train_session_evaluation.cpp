// The half of TrainSession that measures: evaluations, the vanishing detector, the profile.

#include "experiments/training/graph_listing.h"
#include "experiments/training/norm_calibration.h"
#include "experiments/training/train_session.h"

#include <QDateTime>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

namespace lb::experiments {

namespace {

const QString kValidation = QStringLiteral("validation/");
const QString kTrainingSample = QStringLiteral("training_sample/");
const QString kTest = QStringLiteral("test/");
constexpr quint64 kTestSeed = 7359;

QJsonObject toJson(const QMap<QString, double>& numbers)
{
    QJsonObject json;
    for (auto it = numbers.begin(); it != numbers.end(); ++it)
        json.insert(it.key(), it.value());
    return json;
}

} // namespace

void TrainSession::record(const Evaluation& evaluation, const QString& prefix, qint64 step)
{
    for (auto it = evaluation.numbers.begin(); it != evaluation.numbers.end(); ++it)
        m_writer.append(m_writer.metric(prefix + it.key()), step, it.value());
    for (auto it = evaluation.vectors.begin(); it != evaluation.vectors.end(); ++it)
        m_writer.appendVector(m_writer.metric(prefix + it.key()), step, it.value());
}

void TrainSession::evaluate(bool isEpochEnd)
{
    m_clock.beginEvaluation();
    measure(isEpochEnd);
    m_clock.endEvaluation();
}

void TrainSession::measure(bool isEpochEnd)
{
    const qint64 step = m_trainer.nextStep();
    const auto heartbeat = [this](qint64, qint64) {
        if (const Result<void> committed = m_writer.commitIfDue(); !committed)
            giveUp(committed.error());
    };
    m_calibration.run(NormCalibration::kLiveBatches, heartbeat);
    const Evaluation evaluation = m_validation.run(heartbeat);
    record(evaluation, kValidation, step);
    const double loss = evaluation.numbers.contains(QStringLiteral("elbo"))
                            ? -evaluation.numbers.value(QStringLiteral("elbo"))
                            : evaluation.numbers.value(QStringLiteral("reconstruction"));
    if (isEpochEnd || step == 0) {
        const Evaluation sample = m_training.run(heartbeat);
        record(sample, kTrainingSample, step);
        const QString reconstruction = QStringLiteral("reconstruction");
        m_writer.append(m_writer.metric(u"validation/generalisation_gap"), step,
                        evaluation.numbers.value(reconstruction) - sample.numbers.value(reconstruction));
    }
    m_lastShuffleGap = evaluation.numbers.value(QStringLiteral("shuffle_gap"));
    m_writer.setItemStrip(m_strips.make(step, m_lastShuffleGap));
    m_calibration.restore(); // training goes on with its own moving averages, as if nobody had looked
    detectVanishing(evaluation, step);
    if (!isEpochEnd)
        return;
    endLagging(evaluation);
    const bool isBest = loss < m_bestLoss;
    finishEarly(
        m_rules.afterEpoch({.step = step, .isBest = isBest, .kl = evaluation.numbers.value(QStringLiteral("kl"), -1)}));
    m_writer.append(m_writer.metric(u"validation/epochs_since_best"), step,
                    static_cast<double>(m_rules.epochsSinceBest()));
    if (const qint64 patience = m_setup.spec.integer(QStringLiteral("train.patience")); patience > 0)
        m_writer.append(m_writer.metric(u"validation/patience"), step, static_cast<double>(patience));
    if (isBest) {
        m_bestLoss = loss;
        saveBeside(QStringLiteral("best"));
    }
}

/// For good, after the first epoch in which the code lost information.
void TrainSession::endLagging(const Evaluation& evaluation)
{
    if (!m_trainer.isLagging())
        return;
    const double information = evaluation.numbers.value(QStringLiteral("mutual_information"));
    if (information < m_lastInformation) {
        m_trainer.setLagging(false);
        event(QStringLiteral("lagging"),
              QStringLiteral("The encoder is no longer trained ahead: the mutual information fell from %1 to %2 nats.")
                  .arg(m_lastInformation, 0, 'f', 3)
                  .arg(information, 0, 'f', 3));
    }
    m_lastInformation = information;
}

void TrainSession::detectVanishing(const Evaluation& evaluation, qint64 step)
{
    // Before training every decoder ignores z: the first word is due after the first steps.
    if (!m_setup.model->hasKl() || step == 0)
        return;
    const auto change = m_detector.observe(
        {.step = step,
         .kl = evaluation.numbers.value(QStringLiteral("kl")),
         .activeUnits = static_cast<int>(evaluation.numbers.value(QStringLiteral("active_units"))),
         .deadDimensions = static_cast<int>(evaluation.numbers.value(QStringLiteral("dead_dimensions"))),
         .latentSize = static_cast<int>(m_setup.model->latentSize()),
         .shuffleGap = m_lastShuffleGap});
    if (!change)
        return;
    // Units that die one by one are worth a mark; a decoder that no longer listens is worth the warning.
    QString kind = QStringLiteral("partly-collapsed");
    if (change->to >= models::VanishingState::KlWithoutInformation)
        kind = QStringLiteral("vanishing");
    else if (!change->isWorse())
        kind = QStringLiteral("recovered");
    event(kind, QString::fromStdString(change->sentence()), toJson(evaluation.numbers));
}

void TrainSession::showPhase(const QString& phase)
{
    RunStatus status = m_writer.status();
    status.phase = phase;
    m_writer.setStatus(status);
    if (const Result<void> committed = m_writer.commitIfDue(); !committed)
        giveUp(committed.error());
}

void TrainSession::sampleItems()
{
    m_calibration.run(NormCalibration::kLiveBatches);
    m_writer.setItemStrip(m_strips.make(m_trainer.nextStep(), m_lastShuffleGap));
    m_calibration.restore();
}

void TrainSession::calibrate()
{
    if (m_isCalibrated)
        return; // a worker died after its last checkpoint: estimated again, the last bits would differ
    m_isCalibrated = true;
    const std::int64_t used = m_calibration.run(NormCalibration::kFinalBatches, [this](qint64 done, qint64 total) {
        showPhase(QStringLiteral("calibrating %1/%2").arg(done).arg(total));
    });
    if (used > 0)
        event(QStringLiteral("calibrate"),
              QStringLiteral("Running statistics estimated anew over %1 training batches.").arg(used));
}

void TrainSession::finishEvaluation()
{
    // Of the whole test split, with its own seed, so that runs compare on the same noise.
    Evaluator test(m_setup, m_setup.data.test, 0, kTestSeed);
    const Evaluation evaluation = test.run(
        [this](qint64 done, qint64 total) { showPhase(QStringLiteral("evaluating %1/%2").arg(done).arg(total)); });
    record(evaluation, kTest, m_trainer.nextStep());
}

void TrainSession::writeProfile() const
{
    QJsonArray operators;
    for (const engine::OpTime& time : m_trainer.opTimes())
        operators.append(QJsonObject{{QStringLiteral("op"), QString::fromStdString(time.op)},
                                     {QStringLiteral("seconds"), time.seconds},
                                     {QStringLiteral("calls"), static_cast<qint64>(time.calls)},
                                     {QStringLiteral("flops"), static_cast<qint64>(time.flops)}});
    QJsonArray graphs;
    for (const auto& [shape, program] : m_trainer.programs())
        graphs.append(graphListing(shape, *program));
    QDir().mkpath(m_folder.artifacts());
    QSaveFile file(m_folder.artifacts() + QStringLiteral("/profile.json"));
    if (!file.open(QIODevice::WriteOnly))
        return; // a profile is a convenience: a run does not fail for it
    file.write(QJsonDocument(QJsonObject{{QStringLiteral("operators"), operators}, {QStringLiteral("graphs"), graphs}})
                   .toJson(QJsonDocument::Compact));
    file.commit();
}

} // namespace lb::experiments
