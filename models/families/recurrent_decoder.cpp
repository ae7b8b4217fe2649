#include "models/families/lstm_decoder.h"

#include "engine/data/dataset.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/layout.h"
#include "engine/ops/reduce.h"
#include "models/layers/dropout.h"

namespace lb::models {

using engine::Value;

LstmDecoder::LstmDecoder(const Config& config, const DataShape& data)
    : m_hidden(config.integer("decoder.hidden"))
    , m_dropout(config.real("decoder.dropout"))
    , m_wordDropout(config.real("decoder.word_dropout"))
    , m_embedding("embedding", {.rows = data.vocabulary, .width = config.integer("decoder.embedding")})
    , m_initialCell("initial_cell", {.inputs = config.integer("latent.size"),
                                     .outputs = m_hidden,
                                     .hasBias = false,
                                     .range = config.real("decoder.initial_range")})
    , m_lstm("lstm", {.inputs = config.integer("decoder.embedding") + config.integer("latent.size"),
                      .hidden = m_hidden,
                      .range = config.real("decoder.initial_range")})
    , m_vocabulary("vocabulary", {.inputs = m_hidden,
                                  .outputs = data.vocabulary,
                                  .hasBias = false,
                                  .range = config.real("decoder.initial_range")})
{
}

Lstm::State LstmDecoder::startState(Value z) const
{
    const engine::Scope scope(z.graph(), "decoder");
    const Value c = m_initialCell(z);
    return {engine::tanh(c), c};
}

std::vector<Value> LstmDecoder::start(Value z) const
{
    const Lstm::State state = startState(z);
    return {state.h, state.c};
}

Value LstmDecoder::embed(Value inputs, Mode mode) const
{
    Value x = m_embedding(inputs);
    if (mode == Mode::Training && m_wordDropout > 0) {
        const Value onePerWord = engine::slice(x, 2, 0, 1);
        const Value isKept = engine::greater(engine::dropoutMask(onePerWord, m_wordDropout), 0.0);
        x = isKept * x + (1.0 - isKept) * m_embedding.row(x.graph(), engine::TextSet::kUnknown);
    }
    return dropout(x, m_dropout, mode);
}

Value LstmDecoder::logits(Value z, Value inputs, Value lengths, Mode mode) const
{
    const Lstm::State state = startState(z);
    const engine::Scope scope(z.graph(), "decoder");
    const Value x = embed(inputs, mode);
    const Value zEverywhere = engine::broadcastTo(z, {x.shape()[0], x.shape()[1], z.shape()[1]});
    const Value y = m_lstm.run(engine::concat({x, zEverywhere}, 2), state, lengths).y;
    return m_vocabulary(dropout(y, m_dropout, mode));
}

TextDecoder::Step LstmDecoder::step(Value z, Value token, const std::vector<Value>& states) const
{
    const engine::Scope scope(z.graph(), "decoder");
    const Lstm::State next = m_lstm.step(engine::concat({m_embedding(token), z}, 1), {states[0], states[1]});
    return {m_vocabulary(next.h), {next.h, next.c}};
}

} // namespace lb::models
