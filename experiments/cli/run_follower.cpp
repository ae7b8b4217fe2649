#include "experiments/cli/run_follower.h"

#include "experiments/cli/output.h"
#include "experiments/store/retention.h"
#include "experiments/store/run_lock.h"

#include <QObject>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>

#include <unistd.h>

namespace lb::experiments {

namespace {

constexpr unsigned long kLookEveryMs = 200;
std::atomic<bool> g_interrupted{false}; // a signal handler can reach nothing else

void onInterrupt(int)
{
    g_interrupted.store(true);
}

/// SIGINT sets the flag while this lives; a second one ends the program as usual.
class InterruptGuard {
public:
    InterruptGuard()
    {
        struct sigaction action {};
        action.sa_handler = onInterrupt;
        action.sa_flags = static_cast<int>(SA_RESETHAND);
        sigaction(SIGINT, &action, &m_before);
    }
    ~InterruptGuard() { sigaction(SIGINT, &m_before, nullptr); }
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;

private:
    struct sigaction m_before {};
};

bool isWaiting(RunState state)
{
    return state == RunState::Queued || isActive(state);
}

} // namespace

RunFollower::RunFollower(Session& session)
    : m_session(session)
    , m_isTerminal(::isatty(STDERR_FILENO) == 1)
{
}

void RunFollower::showProgress(const QList<RunRecord>& runs)
{
    qint64 done = 0;
    qint64 total = 0;
    double rate = 0;
    double left = -1;
    QStringList parts;
    for (const RunRecord& run : runs) {
        done += run.step;
        total += run.totalSteps;
        rate += isActive(run.state) ? run.itemsPerSecond : 0;
        left = std::max(left, isActive(run.state) ? run.etaSeconds : -1);
        QString part = QStringLiteral("%1 %2/%3").arg(run.name).arg(run.step).arg(run.totalSteps);
        if (const QString kl = QStringLiteral("train/kl"); run.last.contains(kl))
            part += QStringLiteral(" KL %1").arg(shortNumber(run.last.value(kl)));
        parts.append(part);
    }
    const int percent = total > 0 ? static_cast<int>(100 * done / total) : 0;
    const QString line = QStringLiteral("%1 %  %2  %3 items/s  ETA %4")
                             .arg(percent, 3)
                             .arg(parts.join(QStringLiteral("  ")))
                             .arg(rate, 0, 'f', 0)
                             .arg(clockTime(left));
    if (m_isTerminal) {
        std::fprintf(stderr, "\r%s", qPrintable(line.leftJustified(m_lineLength)));
        m_lineLength = line.size();
    } else if (percent / 10 > m_lastTenth) {
        m_lastTenth = percent / 10;
        std::fprintf(stderr, "%s\n", qPrintable(line));
    }
}

void RunFollower::showEnd(const RunRecord& run) const
{
    if (run.state != RunState::Finished)
        std::fprintf(stderr, "%s %s: %s\n", qPrintable(run.name), qPrintable(runStateName(run.state)),
                     qPrintable(run.stateReason));
}

void RunFollower::showSilence(RunStore& store, const QString& uid, qint64 seconds) const
{
    const Result<RunRecord> run = store.refresh(uid);
    if (!run)
        return;
    std::fprintf(
        stderr,
        "\n%s has given no sign of life for %lld s: its device or its disk hangs. What is saved is safe; end its "
        "worker with 'kill -9 %lld', then 'resume' it.\n",
        qPrintable(run->name), static_cast<long long>(seconds),
        static_cast<long long>(RunLock::holder(store.folder(uid))));
}

void RunFollower::keepByRule(const QStringList& uids)
{
    const Result<PrunePlan> gone = applyRetention(**m_session.store(), uids);
    if (!gone)
        std::fprintf(stderr, "%s\n", qPrintable(gone.error().detail));
    else if (!gone->checkpoints.isEmpty())
        std::fprintf(stderr, "By the project's rule %lld checkpoints were deleted; %.1f MB are free again.\n",
                     static_cast<long long>(gone->checkpoints.size()), static_cast<double>(gone->bytes) / 1e6);
}

int RunFollower::follow(const QStringList& uids)
{
    const InterruptGuard guard;
    g_interrupted.store(false);
    RunStore& store = **m_session.store();
    QObject here;
    QObject::connect(&m_session.controller(), &RunController::silent, &here, [&](const QString& uid, qint64 seconds) {
        if (uids.contains(uid))
            showSilence(store, uid, seconds);
    });
    bool isStopping = false;
    for (;;) {
        m_session.controller().tick();
        QList<RunRecord> runs;
        for (const QString& uid : uids)
            if (const Result<RunRecord> run = store.refresh(uid))
                runs.append(*run);
        if (g_interrupted.load() && !isStopping) {
            isStopping = true;
            std::fprintf(stderr, "\nStopping; the runs are kept and can be continued with 'resume'.\n");
            for (const RunRecord& run : runs)
                if (isWaiting(run.state))
                    static_cast<void>(m_session.controller().send(run.uid, RunCommand::Stop)); // it may end by itself
        }
        const bool isOver =
            std::none_of(runs.begin(), runs.end(), [](const RunRecord& run) { return isWaiting(run.state); });
        showProgress(runs);
        if (!isOver) {
            QThread::msleep(kLookEveryMs);
            continue;
        }
        if (m_isTerminal)
            std::fputc('\n', stderr);
        std::for_each(runs.begin(), runs.end(), [this](const RunRecord& run) { showEnd(run); });
        keepByRule(uids);
        if (isStopping)
            return kExitInterrupted;
        const bool allWell = std::all_of(runs.begin(), runs.end(), [](const RunRecord& run) {
            return run.state == RunState::Finished || run.state == RunState::Stopped;
        });
        return allWell && runs.size() == uids.size() ? kExitDone : kExitFailed;
    }
}

} // namespace lb::experiments
