#include "experiments/control/silence_watch.h"

#include <algorithm>

namespace lb::experiments {

namespace {

constexpr qint64 kSteps = 20;  // a step may take so much longer than the others did
constexpr qint64 kUnknown = 5; // the first step may load and prepare what the others have

} // namespace

qint64 SilenceWatch::patienceFor(const RunRecord& run) const
{
    const qint64 left = run.totalSteps - run.step;
    if (run.etaSeconds <= 0 || left <= 0)
        return kUnknown * m_shortestMs;
    return std::max(m_shortestMs, static_cast<qint64>(1000 * run.etaSeconds) * kSteps / left);
}

QList<SilenceWatch::Silent> SilenceWatch::look(const QList<RunRecord>& runs, qint64 nowMs)
{
    QList<Silent> silent;
    QHash<QString, Sign> signs;
    for (const RunRecord& run : runs) {
        if (run.state != RunState::Running && run.state != RunState::Paused)
            continue; // others load, plan or save, and say so
        Sign sign = m_signs.value(run.uid, {run.heartbeatMs, nowMs});
        if (sign.heartbeatMs != run.heartbeatMs)
            sign = {run.heartbeatMs, nowMs};
        const qint64 silence = nowMs - sign.seenMs;
        if (!sign.isTold && silence >= patienceFor(run)) {
            sign.isTold = true;
            silent.append({run.uid, silence / 1000});
        }
        signs.insert(run.uid, sign);
    }
    m_signs = std::move(signs);
    return silent;
}

} // namespace lb::experiments
