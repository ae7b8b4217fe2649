#pragma once

#include "models/families/text_parts.h"
#include "models/layers/embedding.h"
#include "models/layers/lstm.h"

namespace lb::models {

/// Reads a sentence: embedding -> one LSTM layer -> its state after the last token. Parameters under "encoder/".
class LstmEncoder final : public TextEncoder {
public:
    LstmEncoder(const Config& config, const DataShape& data);
    engine::Value features(engine::Value tokens, engine::Value lengths, Mode mode) const override;
    std::int64_t width() const override { return m_hidden; }
    double initialRange() const override { return m_range; }

private:
    std::int64_t m_hidden;
    double m_range;
    Embedding m_embedding;
    Lstm m_lstm;
};

} // namespace lb::models
