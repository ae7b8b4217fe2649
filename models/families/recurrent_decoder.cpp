#include "models/families/recurrent_decoder.h"

#include "engine/ops/layout.h"
#include "engine/ops/reduce.h"
#include "models/families/word_embedding.h"
#include "models/layers/dropout.h"

namespace lb::models {

using engine::Value;

RecurrentDecoder::RecurrentDecoder(RecurrentKind kind, const Config& config, const DataShape& data)
    : m_latent(codeSizeOf(config))
    , m_hidden(config.integer("decoder.hidden"))
    , m_range(config.real("decoder.initial_range"))
    , m_dropout(config.real("decoder.dropout"))
    , m_wordDropout(config.real("decoder.word_dropout"))
    , m_embedding("embedding", {.rows = data.vocabulary, .width = config.integer("decoder.embedding")})
    , m_initial(kind == RecurrentKind::Lstm ? "initial_cell" : "initial_state",
                {.inputs = m_latent, .outputs = m_hidden, .hasBias = false, .range = m_range})
    , m_cell(kind, {.inputs = config.integer("decoder.embedding") + m_latent, .hidden = m_hidden, .range = m_range})
{
}

std::vector<Value> RecurrentDecoder::start(Value z, std::int64_t) const
{
    const engine::Scope scope(z.graph(), "decoder");
    return hasCode() ? m_cell.statesFrom(m_initial(z)) : m_cell.zeroStates(z, z.shape()[0]);
}

Value RecurrentDecoder::hidden(Value z, Value inputs, Value lengths, Mode mode) const
{
    const std::vector<Value> states = start(z, 0);
    const engine::Scope scope(z.graph(), "decoder");
    Value x = dropout(embedWords(m_embedding, inputs, m_wordDropout, mode), m_dropout, mode);
    if (hasCode())
        x = engine::concat({x, engine::broadcastTo(z, {x.shape()[0], x.shape()[1], m_latent})}, 2);
    return dropout(m_cell.run(x, states, lengths).y, m_dropout, mode);
}

TextDecoder::Step RecurrentDecoder::step(Value z, const TextPosition& at, const std::vector<Value>& states) const
{
    const engine::Scope scope(z.graph(), "decoder");
    const Value word = m_embedding(at.token);
    const std::vector<Value> next = m_cell.step(hasCode() ? engine::concat({word, z}, 1) : word, states);
    return {next[0], next};
}

} // namespace lb::models
