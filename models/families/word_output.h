#pragma once

#include "models/families/text_parts.h"
#include "models/layers/linear.h"

namespace lb::models {

/// From a decoder's output to words: a linear map "decoder/vocabulary/weight" without bias, or the decoder's own
/// embedding where it shares that. With "decoder.skip" z is joined to the decoder's output (skip-VAE, Dieng et al.
/// 2019): of the joint map's rows those of z are "decoder/skip/weight" [latent, vocabulary]. Holds no numbers; keeps a
/// reference to the decoder.
class WordOutput {
public:
    /// `storedBytes`: no more logits than this are kept at a time, unless a single step has more.
    WordOutput(const TextDecoder& decoder, const Config& config, std::int64_t vocabulary,
               std::int64_t storedBytes = engine::kStoredLogitBytes);
    /// hidden: [..., rows, width], z: [rows, latent] -> [..., rows, vocabulary].
    engine::Value logits(engine::Value hidden, engine::Value z) const;
    /// sentenceLoss of the logits of hidden: [steps, rows, width]. Too many logits are made piece by piece, unless the
    /// output skips.
    engine::Value loss(engine::Value hidden, engine::Value z, engine::Value targets) const;
    struct Score {
        engine::Value loss;    ///< sentenceLoss
        engine::Value correct; ///< correctTokens
        engine::Value tokens;  ///< [steps, rows], -log p of each token
    };
    /// The same without a gradient, some steps at a time where all logits were too many.
    Score score(engine::Value hidden, engine::Value z, engine::Value targets) const;

private:
    engine::OutputLayer layer(engine::Graph& graph) const;
    const TextDecoder& m_decoder;
    std::int64_t m_words;
    std::int64_t m_storedBytes;
    bool m_skips;
    Linear m_vocabulary;
    Linear m_skip;
};

/// "decoder.skip", for every text decoder.
ConfigField skipField();

/// -log p(targets), [rows], nats: summed over the tokens. logits: [steps, rows, vocabulary]; targets: I32 [steps,
/// rows], padded with -1, which does not count.
engine::Value sentenceLoss(engine::Value logits, engine::Value targets);
/// How many of a sentence's tokens are the likeliest ones, [rows].
engine::Value correctTokens(engine::Value logits, engine::Value targets);

} // namespace lb::models
