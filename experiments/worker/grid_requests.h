#pragma once

#include "experiments/training/code_decoder.h"
#include "experiments/training/code_surroundings.h"
#include "experiments/training/item_scores.h"
#include "experiments/worker/serve_channel.h"

#include <QCborMap>

#include <memory>
#include <optional>
#include <vector>

namespace lb::experiments {

/// Sentences or images as a reply; images also as a PNG where the request names a file.
Result<QCborMap> gridOf(const DecodedItems& items, const QCborMap& request);

/// The requests of serve mode whose answer is a grid of images or a list of sentences: sample, reconstruct, interpolate
/// between items, along, combine, rank (README.md). Keeps the last ranking and what surrounds codes. One thread.
class GridRequests {
public:
    static bool knows(const QString& what);
    Result<QCborMap> answer(OpenedRun& run, const QCborMap& request, const ServeChannel& channel);
    /// Before the opened run goes.
    void forget();

private:
    Result<QCborMap> rank(OpenedRun& run, const QCborMap& request, const ServeChannel& channel);
    /// What is on a path between two items; and the same code by code, with what surrounds it.
    Result<QCborMap> interpolate(OpenedRun& run, const QCborMap& request);
    Result<QCborMap> along(OpenedRun& run, const QCborMap& request);
    /// The code of a picture of the user's.
    static Result<QCborMap> picture(OpenedRun& run, const QCborMap& request);
    /// a - b + c of the codes of three items.
    Result<QCborMap> combine(OpenedRun& run, const QCborMap& request);
    /// What codes become, with norms, nearest training items and the distances of their return.
    QCborMap surrounded(OpenedRun& run, const std::vector<float>& codes);
    struct Ranked {
        QString split;
        ItemScores scores;
    };
    std::optional<Ranked> m_ranked;
    std::unique_ptr<CodeSurroundings> m_surroundings;
    std::unique_ptr<CodeDecoder> m_decoder;
};

} // namespace lb::experiments
