#pragma once

#include "models/families/text_parts.h"
#include "models/layers/linear.h"

namespace lb::models {

/// From a decoder's output to words: a linear map "decoder/vocabulary/weight" without bias, or the decoder's own
/// embedding where it shares that. Holds no numbers; keeps a reference to the decoder.
class WordOutput {
public:
    WordOutput(const TextDecoder& decoder, std::int64_t vocabulary);
    /// hidden: [..., width] -> [..., vocabulary].
    engine::Value logits(engine::Value hidden) const;

private:
    const TextDecoder& m_decoder;
    Linear m_vocabulary;
};

/// -log p(targets), [rows], nats: summed over the tokens. logits: [steps, rows, vocabulary]; targets: I32 [steps,
/// rows], padded with -1, which does not count.
engine::Value sentenceLoss(engine::Value logits, engine::Value targets);
/// How many of a sentence's tokens are the likeliest ones, [rows].
engine::Value correctTokens(engine::Value logits, engine::Value targets);

} // namespace lb::models
