#pragma once

#include "experiments/training/latent_codes.h"
#include "experiments/worker/serve_channel.h"

#include <QCborMap>

#include <memory>

namespace lb::experiments {

/// The requests of serve mode behind the latent page: map, items, decode, path, arithmetic, traverse (README.md). Keeps
/// the codes of the last selection and the decoders of the last run. One thread.
class MapRequests {
public:
    static bool knows(const QString& what);
    Result<QCborMap> answer(OpenedRun& run, const QCborMap& request, const ServeChannel& channel);
    /// Before the opened run goes.
    void forget();

private:
    Result<LatentCodes*> codesFor(OpenedRun& run, const QCborMap& request, const ServeChannel& channel);
    Result<QCborMap> map(LatentCodes& codes, const QCborMap& request, const ServeChannel& channel);
    Result<QCborMap> items(OpenedRun& run, const QCborMap& request) const;
    Result<QCborMap> decode(LatentCodes& codes, const QCborMap& request);
    Result<QCborMap> path(LatentCodes& codes, const QCborMap& request);
    Result<QCborMap> arithmetic(LatentCodes& codes, const QCborMap& request);
    Result<QCborMap> traverse(LatentCodes& codes, const QCborMap& request, const ServeChannel& channel);
    /// What codes become, with their norms and, where the request asks, the nearest rows and a picture file.
    Result<QCborMap> decoded(LatentCodes& codes, std::vector<float> points, const QCborMap& request);
    CodeDecoder& decoderFor(const RunSetup& setup, std::size_t count);

    std::unique_ptr<LatentCodes> m_codes;
    std::unique_ptr<CodeDecoder> m_one; ///< a code at a time: at the cursor
    std::unique_ptr<CodeDecoder> m_many;
};

} // namespace lb::experiments
