#include "models/families/recurrent_encoder.h"

namespace lb::models {

using engine::Value;

namespace {

/// Embeddings of unit size beside weights of 1/sqrt(fan in), as PyTorch starts them: with the +-0.1 of older text VAEs
/// the variance before batch norm starts near 2e-6 instead of 2e-4, and every gradient through the norm is ten times
/// larger.
double embeddingRange(const Config& config)
{
    return config.real("encoder.initial_range") > 0 ? 0.1 : 1.0;
}

} // namespace

RecurrentEncoder::RecurrentEncoder(RecurrentKind kind, const Config& config, const DataShape& data)
    : m_hidden(config.integer("encoder.hidden"))
    , m_range(config.real("encoder.initial_range"))
    , m_embedding(
          "embedding",
          {.rows = data.vocabulary, .width = config.integer("encoder.embedding"), .range = embeddingRange(config)})
    , m_cell(kind, {.inputs = config.integer("encoder.embedding"), .hidden = m_hidden, .range = m_range})
{
}

Value RecurrentEncoder::features(Value tokens, Value lengths, Mode) const
{
    const engine::Scope scope(tokens.graph(), "encoder");
    const Value x = m_embedding(tokens);
    return m_cell.run(x, m_cell.zeroStates(x, tokens.shape()[1]), lengths).last[0];
}

} // namespace lb::models
