#pragma once

#include "models/families/bag_of_words.h"
#include "models/families/text_parts.h"
#include "models/families/word_output.h"
#include "models/latents/free_bits.h"
#include "models/latents/latent.h"

namespace lb::models {

/// Any text encoder, any latent (heads without bias), any text decoder. -log p(x|z) is the cross-entropy summed over
/// the sentence's tokens and </s>, in nats; padding does not count.
class TextModel final : public Model {
public:
    /// Throws ShapeError when the data set has no sentences or the parts do not fit them.
    TextModel(std::string_view encoderKind, const Config& config, const DataShape& data);
    std::int64_t latentSize() const override { return m_size; }
    bool isText() const override { return true; }
    bool hasKl() const override { return m_latent->hasKl(); }
    bool isStochastic() const override { return m_latent->isStochastic(); }
    Theory theory() const override { return {m_latent->klFloor(), m_latent->entropyCeiling()}; }
    TrainingGraph recordTraining(engine::Graph& graph, engine::BatchShape shape) const override;
    EncodingGraph recordEncoding(engine::Graph& graph, engine::BatchShape shape) const override;
    ScoringGraph recordScoring(engine::Graph& graph, engine::BatchShape shape) const override;
    void recordBeginning(engine::Graph& graph, WritingShape shape) const override;
    WritingGraph recordWriting(engine::Graph& graph, WritingShape shape) const override;

private:
    std::int64_t m_size;
    FreeBits m_freeBits;
    std::unique_ptr<TextEncoder> m_encoder;
    std::unique_ptr<TextDecoder> m_decoder;
    WordOutput m_words;
    BagOfWords m_bagOfWords;
    std::unique_ptr<Latent> m_latent;
};

/// The family "text-<kind>": the encoder of that kind, with the decoder of its kind unless the config names another.
Family textFamily(const char* kind, const char* title);

} // namespace lb::models
