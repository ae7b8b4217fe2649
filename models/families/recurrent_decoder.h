#pragma once

#include "models/families/text_parts.h"
#include "models/layers/embedding.h"
#include "models/layers/linear.h"
#include "models/layers/lstm.h"

namespace lb::models {

/// Writes a sentence from z: c0 = W z, h0 = tanh(c0); z is joined to every input's embedding; one LSTM layer; a linear
/// map to the vocabulary without bias. In training the embeddings and the LSTM's outputs are dropped out, and with word
/// dropout an input word becomes <unk> (Bowman et al. 2016). Parameters under "decoder/".
/// Architecture: He et al. 2019, as the BN-VAE paper used it.
class LstmDecoder final : public TextDecoder {
public:
    LstmDecoder(const Config& config, const DataShape& data);
    engine::Value logits(engine::Value z, engine::Value inputs, engine::Value lengths, Mode mode) const override;
    std::vector<std::string> stateNames() const override { return {"h", "c"}; }
    std::vector<engine::Value> start(engine::Value z) const override;
    Step step(engine::Value z, engine::Value token, const std::vector<engine::Value>& states) const override;

private:
    Lstm::State startState(engine::Value z) const;
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
