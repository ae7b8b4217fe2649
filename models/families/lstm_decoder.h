#pragma once

#include "models/families/config.h"
#include "models/layers/embedding.h"
#include "models/layers/linear.h"
#include "models/layers/lstm.h"
#include "models/layers/mode.h"

namespace lb::models {

/// Writes a sentence from z: c0 = W z, h0 = tanh(c0); z is joined to every input's embedding; one LSTM layer; a linear
/// map to the vocabulary without bias. In training the embeddings and the LSTM's outputs are dropped out, and with word
/// dropout an input word becomes <unk> (Bowman et al. 2016). Parameters under "decoder/".
/// Architecture: He et al. 2019, as the BN-VAE paper used it.
class LstmDecoder {
public:
    LstmDecoder(const Config& config, std::int64_t vocabulary);
    /// The state that z: [rows, latent] gives at the start.
    Lstm::State start(engine::Value z) const;
    /// Teacher forcing. inputs: I32 [steps, rows], lengths: I32 [rows] -> logits [steps, rows, vocabulary].
    engine::Value logits(engine::Value z, engine::Value inputs, engine::Value lengths, Mode mode) const;

    struct Step {
        engine::Value logits; ///< [rows, vocabulary]
        Lstm::State state;
    };
    /// One step: token I32 [rows]. The same weights and function as `logits` in evaluation mode.
    Step step(engine::Value z, engine::Value token, const Lstm::State& state) const;
    std::int64_t hidden() const { return m_hidden; }

private:
    engine::Value embed(engine::Value inputs, Mode mode) const;
    std::int64_t m_hidden;
    double m_dropout;
    double m_wordDropout;
    Embedding m_embedding;
    Linear m_initialCell;
    Lstm m_lstm;
    Linear m_vocabulary;
};

} // namespace lb::models
