#pragma once

#include "models/families/recurrent_cell.h"
#include "models/families/text_parts.h"
#include "models/layers/embedding.h"
#include "models/layers/linear.h"

namespace lb::models {

/// Writes a sentence from z: the first states come from a linear map s of z (h0 = tanh(s), and c0 = s); z is joined to
/// every input's embedding; one LSTM or GRU layer. In training the embeddings and the layer's outputs are dropped out,
/// and with word dropout an input word becomes <unk> (Bowman et al. 2016). The LSTM's is the architecture of He et al.
/// 2019, as the BN-VAE paper used it. Without z: zeros to start with.
class RecurrentDecoder final : public TextDecoder {
public:
    RecurrentDecoder(RecurrentKind kind, const Config& config, const DataShape& data);
    engine::Value hidden(engine::Value z, engine::Value inputs, engine::Value lengths, Mode mode) const override;
    std::int64_t width() const override { return m_hidden; }
    double initialRange() const override { return m_range; }
    void begin(engine::Value z, std::int64_t room) const override;
    engine::Value write(engine::Value z, const NextWords& next) const override;

private:
    bool hasCode() const { return m_latent > 0; }
    RecurrentCell::States firstStates(engine::Value z) const;
    engine::Value inputs(engine::Value words, engine::Value z) const;
    std::int64_t m_latent;
    std::int64_t m_hidden;
    double m_range;
    double m_dropout;
    double m_wordDropout;
    Embedding m_embedding;
    Linear m_initial;
    RecurrentCell m_cell;
};

} // namespace lb::models
