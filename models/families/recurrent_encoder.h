#pragma once

#include "models/families/recurrent_cell.h"
#include "models/families/text_parts.h"
#include "models/layers/embedding.h"

namespace lb::models {

/// Reads a sentence: embedding -> one LSTM or GRU layer -> its h after the last token.
class RecurrentEncoder final : public TextEncoder {
public:
    RecurrentEncoder(RecurrentKind kind, const Config& config, const DataShape& data);
    engine::Value features(engine::Value tokens, engine::Value lengths, Mode mode) const override;
    std::int64_t width() const override { return m_hidden; }
    double initialRange() const override { return m_range; }

private:
    std::int64_t m_hidden;
    double m_range;
    Embedding m_embedding;
    RecurrentCell m_cell;
};

} // namespace lb::models
