#pragma once

#include "experiments/training/opened_run.h"
#include "experiments/training/run_evaluation.h"
#include "experiments/worker/grid_requests.h"
#include "experiments/worker/map_requests.h"
#include "experiments/worker/sentence_requests.h"
#include "experiments/worker/serve_channel.h"
#include "experiments/worker/text_requests.h"

#include <QCborMap>

#include <memory>

namespace lb::experiments {

/// Answers the requests of serve mode (README.md lists them). Keeps the last opened run, so that a series of requests
/// on one checkpoint loads it once. One thread.
class ServeRequests {
public:
    explicit ServeRequests(int threads)
        : m_threads(threads)
        , m_text(threads)
    {
    }
    /// The reply, or an error message (experiments/records/frame.h).
    QCborMap answer(const QCborMap& request, const ServeChannel& channel);

private:
    Result<OpenedRun*> open(const QCborMap& request);
    Result<OpenedRun*> openAt(const QString& folder, const QString& checkpoint, bool isAveraged);
    Result<QCborMap> askRun(OpenedRun& run, const QCborMap& request, const ServeChannel& channel);
    Result<QCborMap> plan(const QCborMap& request, bool listsNodes) const;
    Result<QCborMap> findRate(const QCborMap& request, const WorkProgress& progress) const;
    Result<QCborMap> timeSteps(const QCborMap& request, const ServeChannel& channel) const;
    Result<QCborMap> dispatch(const QCborMap& request, const ServeChannel& channel);
    Result<QCborMap> evaluate(OpenedRun& run, const QCborMap& request, const WorkProgress& progress) const;
    int m_threads;
    TextRequests m_text;
    QString m_folder;
    QString m_checkpoint;
    bool m_isAveraged = false;
    std::unique_ptr<OpenedRun> m_run;
    SentenceRequests m_sentences; ///< of m_run
    MapRequests m_maps;           ///< of m_run
    GridRequests m_grids;         ///< of m_run
};

} // namespace lb::experiments
