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

RecurrentCell::States RecurrentDecoder::firstStates(Value z) const
{
    return hasCode() ? m_cell.statesFrom(m_initial(z)) : m_cell.zeroStates(z, z.shape()[0]);
}

/// words: [steps, rows, embedding]
Value RecurrentDecoder::inputs(Value words, Value z) const
{
    return hasCode() ? engine::concat({words, engine::broadcastTo(z, {words.shape()[0], words.shape()[1], m_latent})}, 2)
                     : words;
}

Value RecurrentDecoder::hidden(Value z, Value tokens, Value lengths, Mode mode) const
{
    const engine::Scope scope(z.graph(), "decoder");
    const RecurrentCell::States states = firstStates(z);
    const Value words = dropout(embedWords(m_embedding, tokens, m_wordDropout, mode), m_dropout, mode);
    return dropout(m_cell.run(inputs(words, z), states, lengths).y, m_dropout, mode);
}

void RecurrentDecoder::begin(Value z, std::int64_t) const
{
    const engine::Scope scope(z.graph(), "decoder");
    m_cell.begin(firstStates(z));
}

Value RecurrentDecoder::write(Value z, const NextWords& next) const
{
    const engine::Scope scope(z.graph(), "decoder");
    return m_cell.append(inputs(m_embedding(next.tokens), z), next.lengths);
}

} // namespace lb::models
