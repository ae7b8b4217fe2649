#pragma once

#include "experiments/records/run_record.h"

#include <QHash>
#include <QList>

namespace lb::experiments {

/// Notices workers that hang: at work by their lock and state, but without a commit for much longer than their steps
/// take. Time is the caller's, so that neither a changed clock nor a computer that slept counts as silence.
class SilenceWatch {
public:
    static constexpr qint64 kShortestMs = 120'000; ///< saving to a slow disk is no hang

    /// Of a worker that commits ten times a second; one whose steps are long, or not yet known, gets more.
    void setShortest(qint64 milliseconds) { m_shortestMs = milliseconds; }
    struct Silent {
        QString uid;
        qint64 seconds = 0;
    };
    /// Those that fell silent since the last look. `nowMs` never goes back.
    QList<Silent> look(const QList<RunRecord>& runs, qint64 nowMs);

private:
    struct Sign {
        qint64 heartbeatMs = 0;
        qint64 seenMs = 0; ///< when this heartbeat was first seen
        bool isTold = false;
    };
    qint64 patienceFor(const RunRecord& run) const;

    qint64 m_shortestMs = kShortestMs;
    QHash<QString, Sign> m_signs;
};

} // namespace lb::experiments
