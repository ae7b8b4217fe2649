#include "tests/support/fake_training.h"

#include "experiments/records/metric_names.h"
#include "experiments/records/run_spec.h"
#include "experiments/store/command_queue.h"
#include "experiments/store/json_file.h"
#include "experiments/store/run_log.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <cmath>
#include <csignal>
#include <cstdio>
#include <thread>

namespace lb::tests {

using namespace experiments;

namespace {

constexpr qint64 kStepsPerEpoch = 100;
constexpr auto kLookEvery = std::chrono::milliseconds(50);
constexpr auto kIdle = std::chrono::milliseconds(20);

volatile std::sig_atomic_t g_wantsToEnd = 0;

QString metricName(int index)
{
    int scalars = 0;
    for (const MetricInfo& info : knownMetrics())
        if (!info.isVector && info.name.startsWith(QLatin1String("train/")) && scalars++ == index)
            return info.name;
    return QStringLiteral("train/extra_%1").arg(index);
}

qint64 epochsOfSpec(const RunFolder& folder)
{
    const auto json = readJsonFile(folder.spec());
    const auto spec = json ? RunSpec::fromJson(*json) : Result<RunSpec>(RunSpec());
    return spec.value_or(RunSpec()).completed(runFields()).integer(QStringLiteral("train.epochs"));
}

} // namespace

double fakeValue(int metric, qint64 step)
{
    const double x = static_cast<double>(step);
    const double noise = std::sin(x * (metric + 1) * 12.9898) * 0.05;
    return (metric + 1) * (0.2 + std::exp(-x / 500.0) + noise);
}

FakeTraining::FakeTraining(RunFolder folder, FakeBehaviour behaviour)
    : m_folder(std::move(folder))
    , m_behaviour(behaviour)
    , m_total(behaviour.steps > 0 ? behaviour.steps : epochsOfSpec(m_folder) * kStepsPerEpoch)
{
}

int FakeTraining::run()
{
    std::signal(
        SIGTERM, m_behaviour.ignoresTerm ? SIG_IGN : [](int) { g_wantsToEnd = 1; });
    std::this_thread::sleep_for(std::chrono::milliseconds(m_behaviour.startDelayMs));
    if (m_behaviour.isStillborn) {
        std::fprintf(stderr, "the library libfake.so.1 cannot be loaded\n");
        return 127;
    }
    auto lock = RunLock::take(m_folder);
    if (!lock) {
        std::fprintf(stderr, "%s\n", qPrintable(lock.error().detail));
        return 3;
    }
    m_lock = std::make_unique<RunLock>(std::move(*lock));
    return begin() ? train() : 1;
}

bool FakeTraining::begin()
{
    auto writer = MetricWriter::open(m_folder);
    if (!writer) {
        std::fprintf(stderr, "%s\n", qPrintable(writer.error().detail));
        return false;
    }
    m_writer = std::move(*writer);
    for (int i = 0; i < m_behaviour.metrics; ++i)
        m_metrics.push_back(m_writer->metric(metricName(i)));
    m_writer->setTheory({{QStringLiteral("latent_size"), 32},
                         {QStringLiteral("kl_floor"), 5.76},
                         {QStringLiteral("parameters"), 1000},
                         {QStringLiteral("steps_per_epoch"), kStepsPerEpoch}});
    if (m_behaviour.traces)
        openTrace();
    if (!resume())
        return false;
    setState(RunState::Running);
    commitDurably();
    m_start = Clock::now();
    m_startStep = m_step;
    return true;
}

/// Back to the newest checkpoint whose file is whole; every value after it must come out again.
bool FakeTraining::resume()
{
    const auto checkpoints = m_writer->checkpoints().value();
    for (auto it = checkpoints.rbegin(); it != checkpoints.rend() && m_step == 0; ++it) {
        QFile file(m_folder.checkpoints() + QLatin1Char('/') + it->fileName);
        if (file.open(QIODevice::ReadOnly) && file.readAll() == "step " + QByteArray::number(it->step) + '\n')
            m_step = it->step;
    }
    const auto undone = m_writer->rewindTo(m_step);
    if (!undone)
        return false;
    qint64 different = 0;
    for (const MetricPoint& point : *undone)
        for (std::size_t i = 0; i < m_metrics.size(); ++i)
            if (point.metric == metricName(static_cast<int>(i)) &&
                point.value != fakeValue(static_cast<int>(i), point.step))
                ++different;
    if (m_step > 0 || !undone->isEmpty())
        say(QStringLiteral("resume"), QStringLiteral("from step %1; %2 of %3 repeated values differ")
                                          .arg(m_step)
                                          .arg(different)
                                          .arg(undone->size()));
    else
        say(QStringLiteral("start"));
    return true;
}

int FakeTraining::train()
{
    while (m_step < m_total) {
        if (obey() == Next::Stop || g_wantsToEnd != 0) {
            checkpoint(QStringLiteral("manual"));
            say(QStringLiteral("stop"));
            return end(RunState::Stopped, QStringLiteral("Stopped by the user."), 0);
        }
        step();
        if (m_behaviour.lies)
            return end(RunState::Finished, {}, 0);
        if (!m_failure.isEmpty())
            return end(RunState::Failed, m_failure, 1);
        waitForStepTime();
    }
    setState(RunState::Finishing);
    if (!checkpoint(QStringLiteral("final")))
        return end(RunState::Failed, m_failure, 1);
    say(QStringLiteral("finish"));
    return end(RunState::Finished, {}, 0);
}

void FakeTraining::step()
{
    ++m_step;
    misbehave();
    RunStatus status = m_writer->status();
    status.step = m_step;
    status.totalSteps = m_total;
    status.epoch = static_cast<double>(m_step) / kStepsPerEpoch;
    status.totalEpochs = m_total / kStepsPerEpoch;
    const double seconds = std::chrono::duration<double>(Clock::now() - m_start).count();
    status.itemsPerSecond = static_cast<double>(m_step - m_startStep) * 64 / std::max(seconds, 1e-6);
    status.etaSeconds = static_cast<double>(m_total - m_step) * 64 / std::max(status.itemsPerSecond, 1e-6);
    m_writer->setStatus(status);
    logStep();
    if (m_behaviour.evaluateEvery > 0 && m_step % m_behaviour.evaluateEvery == 0)
        evaluate();
    if (m_step % m_behaviour.checkpointEvery == 0 && m_step < m_total)
        checkpoint(QStringLiteral("auto"));
    if (const auto done = m_writer->commitIfDue(); !done)
        m_failure = done.error().detail;
}

void FakeTraining::logStep()
{
    for (std::size_t i = 0; i < m_metrics.size(); ++i)
        m_writer->append(m_metrics[i], m_step, fakeValue(static_cast<int>(i), m_step));
    if (m_trace)
        *m_trace = {m_step, QDateTime::currentMSecsSinceEpoch()};
}

void FakeTraining::openTrace()
{
    m_traceFile.setFileName(m_folder.path() + QStringLiteral("/trace.bin"));
    if (m_traceFile.open(QIODevice::ReadWrite) && m_traceFile.resize(sizeof(FakeTrace)))
        m_trace = reinterpret_cast<FakeTrace*>(m_traceFile.map(0, sizeof(FakeTrace)));
    if (m_trace)
        *m_trace = {}; // what a life before logged is undone by now
}

void FakeTraining::evaluate()
{
    constexpr int kDimensions = 32;
    int index = 0;
    for (const MetricInfo& info : knownMetrics())
        if (!info.isVector && info.name.startsWith(QLatin1String("validation/")))
            m_writer->append(m_writer->metric(info.name), m_step, fakeValue(index++, m_step));
    std::vector<float> kl(kDimensions);
    for (std::size_t i = 0; i < kl.size(); ++i)
        kl[i] = static_cast<float>(fakeValue(static_cast<int>(i), m_step) / kDimensions);
    m_writer->appendVector(m_writer->metric(QStringLiteral("validation/kl_per_dimension")), m_step, kl);
    ItemStrip strip{.step = m_step, .shuffleGap = fakeValue(0, m_step)};
    for (int i = 0; i < 8; ++i)
        strip.items.append(
            {.input = QStringLiteral("item %1").arg(i), .output = QStringLiteral("step %1").arg(m_step)});
    m_writer->setItemStrip(strip);
}

bool FakeTraining::checkpoint(const QString& kind)
{
    const QString name = QStringLiteral("%1.fake").arg(m_step);
    const QByteArray content = "step " + QByteArray::number(m_step) + '\n';
    QDir().mkpath(m_folder.checkpoints());
    QSaveFile file(m_folder.checkpoints() + QLatin1Char('/') + name);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit()) {
        m_failure = file.errorString();
        return false;
    }
    m_writer->addCheckpoint({.step = m_step,
                             .kind = kind,
                             .fileName = name,
                             .bytes = content.size(),
                             .timeMs = QDateTime::currentMSecsSinceEpoch()});
    say(QStringLiteral("checkpoint"), name);
    commitDurably();
    return true;
}

void FakeTraining::misbehave()
{
    if (m_step == m_behaviour.crashAt)
        std::abort();
    if (m_step == m_behaviour.failAt)
        m_failure =
            m_behaviour.losesDevice
                ? QStringLiteral("device-lost: The GPU does not answer any more (CUDA: unspecified launch failure).")
                : QStringLiteral("non-finite: the loss became nan at step %1").arg(m_step);
    while (m_behaviour.hangAt >= 0 && m_step >= m_behaviour.hangAt)
        std::this_thread::sleep_for(std::chrono::seconds(1));
    if (m_behaviour.flood > 0) {
        const std::string line(static_cast<std::size_t>(m_behaviour.flood), 'x');
        std::printf("step %lld %s\n", static_cast<long long>(m_step), line.c_str());
        std::fflush(stdout);
    }
}

FakeTraining::Next FakeTraining::obey()
{
    if (m_behaviour.ignoresCommands || Clock::now() - m_lastLook < kLookEvery)
        return Next::Step;
    m_lastLook = Clock::now();
    rotateLog(m_folder);
    const Next next = takeWord(takeCommand(m_folder));
    return m_isPaused ? waitWhilePaused() : next;
}

FakeTraining::Next FakeTraining::waitWhilePaused()
{
    setState(RunState::Paused);
    checkpoint(QStringLiteral("pause"));
    Next next = Next::Step;
    while (m_isPaused && next == Next::Step && g_wantsToEnd == 0) {
        std::this_thread::sleep_for(kIdle);
        next = takeWord(takeCommand(m_folder));
        if (const auto done = m_writer->commitIfDue(); !done)
            m_failure = done.error().detail;
    }
    setState(RunState::Running);
    commitDurably();
    m_start = Clock::now();
    m_startStep = m_step;
    return next;
}

FakeTraining::Next FakeTraining::takeWord(const QString& word)
{
    if (word.isEmpty())
        return Next::Step;
    RunStatus status = m_writer->status();
    status.acknowledged = word;
    m_writer->setStatus(status);
    if (word == QLatin1String("stop"))
        return Next::Stop;
    if (word == QLatin1String("checkpoint")) {
        checkpoint(QStringLiteral("manual"));
        return Next::Step;
    }
    m_isPaused = word == QLatin1String("pause") || (m_isPaused && word != QLatin1String("continue"));
    if (word == QLatin1String("sample"))
        evaluate();
    say(word);
    return Next::Step;
}

void FakeTraining::say(const QString& kind, const QString& message)
{
    m_writer->appendEvent({.step = m_step, .kind = kind, .message = message});
}

void FakeTraining::setState(RunState state, const QString& reason)
{
    RunStatus status = m_writer->status();
    status.state = state;
    status.reason = reason;
    status.step = m_step;
    status.totalSteps = m_total;
    m_writer->setStatus(status);
}

void FakeTraining::commitDurably()
{
    if (const auto done = m_writer->commit(MetricWriter::Durability::Durable); !done)
        m_failure = done.error().detail;
}

int FakeTraining::end(RunState state, const QString& reason, int exitCode)
{
    setState(state, reason);
    commitDurably();
    return exitCode;
}

void FakeTraining::waitForStepTime()
{
    if (m_behaviour.rate <= 0)
        return;
    const double due = static_cast<double>(m_step - m_startStep) / m_behaviour.rate;
    std::this_thread::sleep_until(m_start +
                                  std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(due)));
}

} // namespace lb::tests
