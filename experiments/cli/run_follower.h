#pragma once

#include "experiments/cli/session.h"

#include <QStringList>

namespace lb::experiments {

/// Watches runs until all have ended, advances the queue, and shows one progress line on stderr when that is a terminal
/// (else a line at each tenth). Ctrl+C asks the runs to stop, waits for their checkpoints and returns kExitInterrupted.
class RunFollower {
public:
    explicit RunFollower(Session& session);

    /// kExitDone when all finished (or were stopped by their own rule), kExitFailed when one failed or died.
    int follow(const QStringList& uids);

private:
    void showProgress(const QList<RunRecord>& runs);
    void showEnd(const RunRecord& run) const;
    void showSilence(RunStore& store, const QString& uid, qint64 seconds) const;
    void keepByRule(const QStringList& uids);
    Session& m_session;
    bool m_isTerminal;
    int m_lastTenth = -1;
    qsizetype m_lineLength = 0;
};

} // namespace lb::experiments
