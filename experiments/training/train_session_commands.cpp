// The part of TrainSession that obeys: words from the commands folder, and the flag of a process that is to end.

#include "experiments/preview/schedules.h"
#include "experiments/records/field_values.h"
#include "experiments/store/command_queue.h"
#include "experiments/store/flight_file.h"
#include "experiments/store/json_file.h"
#include "experiments/store/run_log.h"
#include "experiments/training/train_session.h"

#include <QThread>

#include <algorithm>

namespace lb::experiments {

namespace {

constexpr qint64 kCommandEveryMs = 50;
constexpr unsigned long kPauseNapMs = 20;
const QString kSet = QStringLiteral("set ");

} // namespace

void TrainSession::heedCommands()
{
    heedStopFlag();
    if (!m_clock.isDue(kCommandEveryMs))
        return;
    obeyCommands();
    waitWhilePaused();
}

void TrainSession::heedStopFlag()
{
    if (m_stop && m_stop->load())
        m_stopRequested = true;
}

void TrainSession::obeyCommands()
{
    rotateLog(m_folder);
    const QString word = takeCommand(m_folder);
    if (word.isEmpty())
        return;
    RunStatus status = m_writer.status();
    status.acknowledged = word;
    m_writer.setStatus(status);
    if (word.startsWith(kSet)) {
        changeSetting(word.mid(kSet.size()));
    } else if (word == QStringLiteral("stop")) {
        m_stopRequested = true;
    } else if (word == QStringLiteral("pause") && !m_isPaused) {
        m_isPaused = true;
        m_clock.pause();
        event(QStringLiteral("pause"), QStringLiteral("Paused by the user."));
        save(QStringLiteral("pause"));
        announce(RunState::Paused);
    } else if (word == QStringLiteral("continue") && m_isPaused) {
        m_isPaused = false;
        m_clock.resume();
        event(QStringLiteral("continue"), QStringLiteral("Continued."));
        announce(RunState::Running);
    } else if (word == QStringLiteral("checkpoint")) {
        save(QStringLiteral("manual"));
    } else if (word == QStringLiteral("sample")) {
        sampleItems();
        event(QStringLiteral("sample"), QStringLiteral("Sampled on request."));
    } else if (word == kFlightCommand) {
        lookAtLastStep();
        writeFlight();
    }
    if (const Result<void> committed = m_writer.commit(MetricWriter::Durability::Durable); !committed)
        giveUp(committed.error());
}

void TrainSession::waitWhilePaused()
{
    while (m_isPaused && !m_stopRequested && !m_failure) {
        QThread::msleep(kPauseNapMs);
        heedStopFlag();
        if (m_clock.isDue(kCommandEveryMs))
            obeyCommands();
        if (const Result<void> committed = m_writer.commitIfDue(); !committed)
            giveUp(committed.error());
    }
}

/// "KEY=VALUE". The spec on disk first: a resume trains with it, from a checkpoint made at this step.
void TrainSession::changeSetting(const QString& assignment)
{
    const QString key = assignment.section(QLatin1Char('='), 0, 0);
    const auto refuse = [&](const QString& why) {
        event(QStringLiteral("refused"), QStringLiteral("%1 was not changed: %2").arg(key, why));
    };
    const FieldSchema* field = findField(runFields(), key);
    if (!field || !field->isLive)
        return refuse(QStringLiteral("it cannot change while a run trains."));
    const Result<QJsonValue> value = parseFieldValue(*field, assignment.section(QLatin1Char('='), 1));
    if (!value)
        return refuse(value.error().detail);
    const QJsonValue before = m_setup.spec.value(key);
    if (*value == before)
        return;
    QJsonObject json = readJsonFile(m_folder.spec()).value_or(m_setup.spec.toJson());
    auto onDisk = RunSpec::fromJson(json);
    if (!onDisk)
        return refuse(onDisk.error().detail);
    onDisk->set(key, *value);
    if (const auto written = writeJsonFile(m_folder.spec(), onDisk->toJson()); !written)
        return refuse(written.error().detail);
    m_setup.spec.set(key, *value);
    useLiveSettings();
    event(QStringLiteral("field"),
          QStringLiteral("%1 changed from %2 to %3.").arg(key, fieldValueText(before), fieldValueText(*value)),
          {{QStringLiteral("key"), key}, {QStringLiteral("from"), before}, {QStringLiteral("to"), *value}});
    save(QStringLiteral("auto"));
}

void TrainSession::useLiveSettings()
{
    const RunSpec& spec = m_setup.spec;
    m_trainer.setSchedules(rateSchedule(spec, m_trainer.totalSteps()), klSchedule(spec, m_trainer.totalSteps()));
    m_evaluateEvery = spec.integer(QStringLiteral("train.evaluate_every"));
    m_sampleEvery = spec.integer(QStringLiteral("train.sample_every"));
    const QJsonObject memory = m_rules.memory(0);
    m_rules = StopRules(spec);
    m_rules.remember(memory);
}

} // namespace lb::experiments
