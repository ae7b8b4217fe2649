#pragma once

#include "experiments/training/code_decoder.h"
#include "experiments/training/code_encoder.h"
#include "experiments/training/code_path.h"
#include "experiments/training/feature_network.h"
#include "experiments/training/opened_run.h"

#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace lb::experiments {

/// A sentence as a run's encoder takes it, and where it puts it: q(z|x).
struct SentenceCode {
    std::vector<std::int32_t> ids; ///< without marks, cut to what the encoder takes
    QString text;                  ///< those ids read back
    qsizetype unknown = 0;         ///< tokens outside the vocabulary
    bool isCut = false;
    std::vector<float> mean;        ///< of q; the code itself where there is no noise; vMF: the direction
    std::vector<float> logVariance; ///< empty: no noise, or vMF
    std::vector<float> kl;          ///< per dimension, nats; empty: no KL

    /// The standard deviations of q; empty as above.
    std::vector<float> deviation() const;
};

struct Neighbour {
    std::uint32_t item = 0; ///< of the data set
    QString text;
    double distance = 0; ///< Euclidean, between posterior means
};

/// What a long request asks and says: `isCancelled` ends it, with what there is until then.
struct SentenceWork {
    WorkProgress progress;
    std::function<bool()> isCancelled;
};

/// Sentences of a user's own and the codes of an opened run: encodes them, decodes paths between codes, finds their
/// neighbours in the data. Every sentence is encoded by itself, so that its code does not depend on what stands beside
/// it: equal weights give equal bits. Keeps a reference to the run. One thread.
class SentenceCodes {
public:
    /// Training items whose codes are made once, for neighbours: enough to find a near one, a second or two of work.
    static constexpr std::size_t kSampleItems = 5000;

    /// InvalidArgument for a model of images, or a language model, which has no codes.
    static Result<std::unique_ptr<SentenceCodes>> of(OpenedRun& run);

    OpenedRun& run() { return m_run; }
    const RunSetup& setup() const { return m_run.setup(); }
    CodeEncoder& encoder() { return m_encoder; }

    /// InvalidArgument for a text without a word.
    Result<SentenceCode> encode(const QString& text);
    /// The code of an item of the data set.
    SentenceCode encodeItem(std::uint32_t item);
    /// Sentences of codes, [n, latent], decoded greedily.
    QStringList decode(std::span<const float> codes);
    /// The `count` nearest of the first `kSampleItems` training items, nearest first; fewer when it was cancelled
    /// before all codes were there (the next call goes on).
    QList<Neighbour> neighbours(const SentenceCode& sentence, int count, const SentenceWork& work);
    std::size_t sampleSize() const { return m_sample.size(); }

private:
    explicit SentenceCodes(OpenedRun& run);
    SentenceCode encodeIds(std::vector<std::int32_t> ids);
    bool encodeSample(const SentenceWork& work);

    OpenedRun& m_run;
    CodeEncoder m_encoder;
    CodeDecoder m_decoder;
    std::vector<std::uint32_t> m_sample;            ///< items of the data set
    std::unique_ptr<engine::BatchSource> m_batches; ///< of the sample
    std::vector<std::uint32_t> m_encodedItems;
    std::vector<float> m_means; ///< [encoded items, latent]
    std::int64_t m_encodedBatches = 0;
};

/// A batch of `rows` times one sentence, in the shortest bucket that holds it; ids longer than the longest are cut.
engine::Batch sentenceBatch(const RunSetup& setup, const std::vector<std::int32_t>& ids, std::int64_t rows);
/// The longest sentence that the run's encoder takes, in tokens.
std::size_t longestSentence(const RunSetup& setup);

} // namespace lb::experiments
