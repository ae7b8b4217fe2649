#pragma once

#include "models/families/config.h"
#include "models/layers/embedding.h"
#include "models/layers/lstm.h"

namespace lb::models {

/// Reads a sentence: embedding -> one LSTM layer -> its state after the last token. Parameters under "encoder/".
class LstmEncoder {
public:
    LstmEncoder(const Config& config, std::int64_t vocabulary);
    /// tokens: I32 [steps, rows]; lengths: I32 [rows]. Returns [rows, width()].
    engine::Value operator()(engine::Value tokens, engine::Value lengths) const;
    std::int64_t width() const { return m_hidden; }

private:
    std::int64_t m_hidden;
    Embedding m_embedding;
    Lstm m_lstm;
};

} // namespace lb::models
