#pragma once

#include "experiments/training/item_scores.h"
#include "experiments/worker/serve_channel.h"

#include <QCborMap>

#include <optional>

namespace lb::experiments {

/// The requests of serve mode whose answer is a grid of images or a list of sentences: sample, reconstruct, interpolate
/// between items, rank (README.md). Keeps the last ranking. One thread.
class GridRequests {
public:
    static bool knows(const QString& what);
    Result<QCborMap> answer(OpenedRun& run, const QCborMap& request, const ServeChannel& channel);
    /// Before the opened run goes.
    void forget() { m_ranked.reset(); }

private:
    Result<QCborMap> rank(OpenedRun& run, const QCborMap& request, const ServeChannel& channel);
    struct Ranked {
        QString split;
        ItemScores scores;
    };
    std::optional<Ranked> m_ranked;
};

} // namespace lb::experiments
