#pragma once

#include "experiments/training/decoder_use.h"
#include "experiments/worker/serve_channel.h"

#include <QCborMap>

#include <memory>

namespace lb::experiments {

/// The requests of serve mode about codes of sentences that the user gives: encode, interpolate, neighbours, listen,
/// score, sentences (README.md). Keeps what was made for the last run, such as the codes of its data. One thread.
class SentenceRequests {
public:
    /// Whether the request is one of these: "encode" with "texts", "interpolate" between texts, and the rest by name.
    static bool knows(const QCborMap& request);
    Result<QCborMap> answer(OpenedRun& run, const QCborMap& request, const ServeChannel& channel);
    /// Before the opened run goes.
    void forget() { m_codes.reset(); }

private:
    Result<QCborMap> drawSentences(const QCborMap& request);
    Result<QCborMap> encode(const QCborMap& request, const ServeChannel& channel);
    Result<QCborMap> interpolate(const QCborMap& request, const ServeChannel& channel);
    Result<QCborMap> neighbours(const QCborMap& request, const ServeChannel& channel);
    Result<QCborMap> listen(const QCborMap& request, const ServeChannel& channel);
    Result<QCborMap> score(const QCborMap& request, const ServeChannel& channel);

    std::unique_ptr<SentenceCodes> m_codes;
};

} // namespace lb::experiments
