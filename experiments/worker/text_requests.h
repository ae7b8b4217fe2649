#pragma once

#include "experiments/training/opened_reader.h"
#include "experiments/training/opened_writer.h"
#include "experiments/worker/serve_channel.h"

#include <QCborMap>

#include <memory>

namespace lb::experiments {

/// The requests of serve mode about text: generate, score, tokenize, detokenize, embed (README.md). Keeps the last
/// opened model, so that a series of requests loads it once. One thread.
class TextRequests {
public:
    explicit TextRequests(int threads)
        : m_threads(threads)
    {
    }
    static bool knows(const QString& what);
    /// Whether the request scores a text under a model with codes, which takes its encoder: SentenceRequests.
    Result<bool> needsCodes(const QCborMap& request);
    Result<QCborMap> answer(const QCborMap& request, const ServeChannel& channel);

private:
    Result<OpenedWriter*> open(const QCborMap& request);
    Result<QCborMap> read(const RunFolder& folder, const QCborMap& request, const ServeChannel& channel);
    Result<OpenedWriter*> openAt(const QCborMap& request, const QString& folder, const QString& checkpoint);
    Result<QCborMap> generate(OpenedWriter& writer, const QCborMap& request, const ServeChannel& channel) const;
    template <class Opened>
    static Result<QCborMap> score(Opened& opened, const QCborMap& request);
    static QCborMap tokenize(const models::Tokenizer& tokenizer, const QCborMap& request);
    static QCborMap detokenize(const models::Tokenizer& tokenizer, const QCborMap& request);

    int m_threads;
    QCborMap m_opened; ///< what the open model was asked for
    std::unique_ptr<OpenedWriter> m_writer;
    std::unique_ptr<OpenedReader> m_reader; ///< never beside a writer: two may not fit
};

} // namespace lb::experiments
