#include "models/families/lstm_encoder.h"

namespace lb::models {

using engine::Value;

LstmEncoder::LstmEncoder(const Config& config, std::int64_t vocabulary)
    : m_hidden(config.integer("encoder.hidden"))
    , m_embedding("embedding", {.rows = vocabulary, .width = config.integer("encoder.embedding")})
    , m_lstm("lstm", {.inputs = config.integer("encoder.embedding"),
                      .hidden = m_hidden,
                      .range = config.real("encoder.initial_range")})
{
}

Value LstmEncoder::operator()(Value tokens, Value lengths) const
{
    const engine::Scope scope(tokens.graph(), "encoder");
    const Value x = m_embedding(tokens);
    return m_lstm.run(x, m_lstm.zeroState(x, tokens.shape()[1]), lengths).last.h;
}

} // namespace lb::models
