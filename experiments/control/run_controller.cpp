#include "experiments/control/run_controller.h"

#include "experiments/control/process_state.h"
#include "experiments/records/field_values.h"
#include "experiments/records/imported_run.h"
#include "experiments/store/command_queue.h"
#include "experiments/store/run_lock.h"

#include <QFile>

#include <algorithm>
#include <cerrno>
#include <csignal>

namespace lb::experiments {

namespace {

constexpr int kTickMs = 500;
constexpr int kMostWorkers = 64;
const QString kMostAtOnceKey = QStringLiteral("queue/most_at_once");

/// Trains beside no companions.
bool isAlone(const RunRecord& run)
{
    return run.group.isEmpty() || run.takesTurns;
}

/// The last line that a dead worker wrote, for the message.
QString lastLogLine(const RunFolder& folder)
{
    constexpr qint64 kTail = 2000;
    QFile log(folder.log());
    if (!log.open(QIODevice::ReadOnly))
        return {};
    log.seek(std::max<qint64>(0, log.size() - kTail));
    const QString tail = QString::fromUtf8(log.readAll()).trimmed();
    return tail.section(QLatin1Char('\n'), -1);
}

const RunRecord* recordOf(const QList<RunRecord>& runs, const QString& uid)
{
    const auto it = std::find_if(runs.begin(), runs.end(), [&](const RunRecord& run) { return run.uid == uid; });
    return it == runs.end() ? nullptr : &*it;
}

} // namespace

QString runCommandName(RunCommand command)
{
    switch (command) {
    case RunCommand::Pause:
        return QStringLiteral("pause");
    case RunCommand::Continue:
        return QStringLiteral("continue");
    case RunCommand::Stop:
        return QStringLiteral("stop");
    case RunCommand::Checkpoint:
        return QStringLiteral("checkpoint");
    case RunCommand::Sample:
        return QStringLiteral("sample");
    }
    return {};
}

RunController::RunController(RunStore& store, RunLauncher& launcher, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_launcher(launcher)
{
    m_clock.start();
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, &RunController::tick);
    look();
}

void RunController::start()
{
    m_timer.start();
    tick();
}

void RunController::tick()
{
    advanceQueue(look());
}

/// Reads all runs and tells what changed since the last look.
QList<RunRecord> RunController::look()
{
    const auto runs = m_store.list();
    if (!runs) {
        if (runs.error().detail != m_lastProblem) // once, not twice a second
            emit failed({}, runs.error().detail);
        m_lastProblem = runs.error().detail;
        return {};
    }
    m_lastProblem.clear();
    m_activeCount = static_cast<int>(
        std::count_if(runs->begin(), runs->end(), [](const RunRecord& run) { return isActive(run.state); }));
    noticeChanges(*runs);
    for (const SilenceWatch::Silent& run : m_silence.look(*runs, m_clock.elapsed()))
        emit silent(run.uid, run.seconds);
    return *runs;
}

void RunController::noticeChanges(const QList<RunRecord>& runs)
{
    const bool isFirst = !std::exchange(m_hasLooked, true);
    if (isFirst || runs != m_lastRuns) // the same list costs nothing to compare
        noticeDifferences(runs, isFirst);
    m_lastRuns = runs;
    for (const RunRecord& run : runs)
        if (m_launched.contains(run.uid))
            noticeStillborn(run);
}

void RunController::noticeDifferences(const QList<RunRecord>& runs, bool isFirst)
{
    const QHash<QString, RunRecord> before = std::exchange(m_seen, {});
    for (const RunRecord& run : runs)
        m_seen.insert(run.uid, run);
    if (isFirst)
        return;
    for (const RunRecord& run : runs) {
        const auto old = before.find(run.uid);
        if (old != before.end() && *old == run)
            continue;
        emit runChanged(run.uid);
        const bool isBad = run.state == RunState::Failed || run.state == RunState::Interrupted;
        if (isBad && (old == before.end() || old->state != run.state))
            emit failed(run.uid, run.stateReason);
    }
}

/// A worker that died before it took its lock leaves no trace in the run's folder: only its starter can tell.
void RunController::noticeStillborn(const RunRecord& run)
{
    const qint64 pid = m_launched.value(run.uid);
    const bool hasBegun = run.state != RunState::Preparing || RunLock::holder(m_store.folder(run.uid)) != 0;
    if (!hasBegun && isProcessAlive(pid))
        return;
    m_launched.remove(run.uid);
    // Looked at again: it may have done its work and ended between the two looks.
    const auto now = m_store.refresh(run.uid);
    if (hasBegun || !now || now->state != RunState::Preparing)
        return;
    const QString line = lastLogLine(m_store.folder(run.uid));
    const QString reason = line.isEmpty() ? QStringLiteral("The worker ended before it began and wrote nothing.")
                                          : QStringLiteral("The worker ended before it began: %1").arg(line);
    const RunState state = run.heartbeatMs > 0 ? RunState::Interrupted : RunState::Failed;
    if (m_store.setState(run.uid, state, reason))
        emit failed(run.uid, reason);
    if (const auto ended = m_store.refresh(run.uid))
        m_seen.insert(run.uid, *ended);
    emit runChanged(run.uid);
}

void RunController::advanceQueue(const QList<RunRecord>& runs)
{
    if (m_store.isReadOnly())
        return;
    const auto queue = m_store.queue();
    if (!queue || queue->isEmpty())
        return;
    QList<RunRecord> waiting;
    for (const QString& uid : *queue)
        if (const RunRecord* run = recordOf(runs, uid))
            waiting.append(*run);
    if (waiting.isEmpty())
        return;
    const RunRecord leader = waiting.first();
    QList<RunRecord> now = runs;
    for (const RunRecord& run : waiting) {
        if (!isAlone(leader) && (isAlone(run) || run.group != leader.group))
            continue; // companions join the first of them, past those that wait for themselves
        if (isAlone(run) != isAlone(leader) || !mayStart(run, now))
            return; // else nobody overtakes
        startRun(run.uid);
        for (RunRecord& other : now)
            if (other.uid == run.uid)
                other.state = RunState::Preparing;
    }
}

/// Companions may train beside each other; of runs without any, so many as are allowed at once.
bool RunController::mayStart(const RunRecord& next, const QList<RunRecord>& runs)
{
    int alone = 0;
    for (const RunRecord& run : runs) {
        if (!isActive(run.state) || run.state == RunState::Paused)
            continue;
        if (isAlone(next) && isAlone(run))
            ++alone;
        else if (isAlone(next) || isAlone(run) || run.group != next.group)
            return false;
    }
    return alone == 0 || alone < mostAtOnce();
}

int RunController::mostAtOnce()
{
    const auto text = m_store.setting(kMostAtOnceKey);
    return std::clamp(text ? text->toInt() : 1, 1, kMostWorkers);
}

Result<void> RunController::setMostAtOnce(int count)
{
    if (count < 1 || count > kMostWorkers)
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("%1 runs at once cannot be; take 1 to %2.").arg(count).arg(kMostWorkers));
    return m_store.setSetting(kMostAtOnceKey, QString::number(count));
}

void RunController::startRun(const QString& uid)
{
    const auto isMine = m_store.takeFromQueue(uid);
    if (!isMine || !*isMine)
        return;
    const RunFolder folder = m_store.folder(uid);
    clearCommands(folder); // meant for the worker before
    if (!m_store.setState(uid, RunState::Preparing))
        return; // somebody else has started it
    const auto pid = m_launcher.launch(folder.path(), {});
    if (pid) {
        m_launched.insert(uid, *pid);
        ++m_activeCount;
    } else {
        static_cast<void>(m_store.setState(uid, RunState::Failed, pid.error().detail)); // told below in any case
        emit failed(uid, pid.error().detail);
    }
    if (const auto run = m_store.refresh(uid))
        m_seen.insert(uid, *run);
    emit runChanged(uid);
}

Result<void> RunController::enqueue(const QStringList& uids, QueuePlace place)
{
    for (const QString& uid : uids) {
        const auto run = m_store.refresh(uid);
        if (!run)
            return tl::unexpected(run.error());
        if (isActive(run->state))
            return fail(ErrorKind::Busy, QStringLiteral("The run \"%1\" is at work already.").arg(run->name));
        if (isImported(*run))
            return fail(ErrorKind::Unsupported, importedSentence(run->name));
    }
    for (const QString& uid : uids)
        if (const auto marked = m_store.setState(uid, RunState::Queued); !marked)
            return marked;
    if (const auto queued = m_store.enqueue(uids, place == QueuePlace::Front); !queued)
        return queued;
    tick();
    return {};
}

Result<void> RunController::dequeue(const QString& uid)
{
    const auto isMine = m_store.takeFromQueue(uid);
    if (!isMine)
        return tl::unexpected(isMine.error());
    if (!*isMine)
        return fail(ErrorKind::InvalidArgument, QStringLiteral("The run %1 does not wait in the queue.").arg(uid));
    const auto stopped = m_store.setState(uid, RunState::Stopped, QStringLiteral("Taken off the queue."));
    look();
    return stopped;
}

Result<void> RunController::resume(const QString& uid, qint64 extraEpochs)
{
    const auto run = m_store.refresh(uid);
    if (!run)
        return tl::unexpected(run.error());
    if (isActive(run->state))
        return fail(ErrorKind::Busy, QStringLiteral("The run \"%1\" is at work already.").arg(run->name));
    if (isImported(*run))
        return fail(ErrorKind::Unsupported, importedSentence(run->name));
    const qint64 epochs = run->totalEpochs + std::max<qint64>(0, extraEpochs);
    if (run->state == RunState::Finished && run->epoch >= static_cast<double>(epochs))
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("The run \"%1\" has done its %2 epochs. Give it more to continue.")
                        .arg(run->name)
                        .arg(epochs));
    if (extraEpochs > 0) {
        auto spec = m_store.spec(uid);
        if (!spec)
            return tl::unexpected(spec.error());
        spec->set(QStringLiteral("train.epochs"), epochs);
        if (const auto written = m_store.writeSpec(uid, *spec); !written)
            return written;
    }
    return enqueue({uid});
}

Result<void> RunController::send(const QString& uid, RunCommand command)
{
    const auto queue = m_store.queue();
    const bool isAtWork = RunLock::holder(m_store.folder(uid)) != 0 || m_launched.contains(uid);
    if (!isAtWork && command == RunCommand::Stop && queue && queue->contains(uid))
        return dequeue(uid);
    return sendWord(uid, runCommandName(command));
}

Result<void> RunController::sendWord(const QString& uid, const QString& word)
{
    const RunFolder folder = m_store.folder(uid);
    if (RunLock::holder(folder) != 0 || m_launched.contains(uid))
        return writeCommand(folder, word);
    const auto run = m_store.refresh(uid);
    if (!run)
        return tl::unexpected(run.error());
    return fail(ErrorKind::InvalidArgument, QStringLiteral("The run \"%1\" is %2: there is no worker to obey \"%3\".")
                                                .arg(run->name, runStateName(run->state), word));
}

Result<void> RunController::change(const QString& uid, const QString& key, const QString& value)
{
    const FieldSchema* field = findField(runFields(), key);
    if (!field || !field->isLive)
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("%1 cannot change while a run trains. Fork the run with another value.").arg(key));
    if (const auto parsed = parseFieldValue(*field, value); !parsed)
        return tl::unexpected(parsed.error());
    return sendWord(uid, QStringLiteral("set %1=%2").arg(key, value.trimmed()));
}

Result<void> RunController::kill(const QString& uid)
{
    const qint64 pid = RunLock::holder(m_store.folder(uid));
    if (pid <= 0)
        return fail(ErrorKind::InvalidArgument, QStringLiteral("No worker is at work on the run %1.").arg(uid));
    if (::kill(static_cast<pid_t>(pid), SIGKILL) != 0 && errno != ESRCH)
        return fail(ErrorKind::Io, QStringLiteral("The worker (process %1) cannot be ended.").arg(pid));
    return {};
}

} // namespace lb::experiments
