#pragma once

#include "experiments/training/sentence_codes.h"

namespace lb::experiments {

struct DecoderUseOptions {
    int draws = 16; ///< of z, its own and others'
    quint64 seed = 1;
    QString split = QStringLiteral("validation"); ///< whose sentences lend their codes
    int items = 0;                                ///< > 0: the shuffle gap over so many items of the split, too
};

/// ln p of one token given the tokens before it, averaged over draws of z.
struct TokenUse {
    std::int32_t id = 0;
    double own = 0;   ///< z from q(z | this sentence)
    double other = 0; ///< z from q(z | another sentence)
    double gain() const { return own - other; }
};

struct SentenceUse {
    std::vector<TokenUse> tokens; ///< with the end mark
    double own = 0;
    double other = 0;
    double gain() const { return own - other; } ///< nats; 0: the decoder does not listen to z
};

/// The same over items of the data, by the definition of training's "shuffle_gap": partners stand in one batch and are
/// alike in length, so that it is somewhat smaller than the mean over sentences.
struct SampleUse {
    qint64 items = 0;
    double gain = 0;
    double error = 0; ///< standard error of `gain`
    double perToken = 0;
};

/// Does the decoder listen to z? How much likelier a sentence is given codes of its own than given those of others.
/// Own codes and others' are drawn from their posteriors, as `shuffle_gap` does; equal seeds give equal numbers.
class DecoderUse {
public:
    DecoderUse(SentenceCodes& codes, DecoderUseOptions options);

    /// InvalidArgument for an unknown split, or one with a single sentence.
    Result<SentenceUse> of(const SentenceCode& sentence);
    /// ln p of the tokens given z alone: `other` stays 0. For models without another sentence at hand, too.
    SentenceUse ownOf(const SentenceCode& sentence);
    Result<SampleUse> overItems(const WorkProgress& progress);

private:
    Result<void> makeOthers(const std::vector<std::int32_t>& sentence);
    std::vector<double> meanLosses(const SentenceCode& sentence, const std::vector<float>& codes);

    SentenceCodes& m_codes;
    DecoderUseOptions m_options;
    std::vector<float> m_others; ///< [draws, latent]
};

} // namespace lb::experiments
