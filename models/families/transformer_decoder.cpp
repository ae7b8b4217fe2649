#include "models/families/transformer_decoder.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/layout.h"
#include "engine/ops/reduce.h"
#include "models/families/transformer_settings.h"
#include "models/families/word_embedding.h"
#include "models/layers/dropout.h"

namespace lb::models {

using engine::Value;

namespace {

constexpr double kDeviation = 0.02;

/// A code's way in is no embedding: its numbers are not one-hot, so it starts as other linear maps do.
LinearSettings codeMap(const Config& config)
{
    return {.inputs = codeSizeOf(config), .outputs = config.integer("decoder.width")};
}

bool codeEntersAs(const Config& config, const std::string& way)
{
    if (codeSizeOf(config) == 0)
        return false;
    const std::string& chosen = config.text("decoder.code");
    return chosen == way || chosen == "both";
}

} // namespace

TransformerDecoder::TransformerDecoder(const Config& config, const DataShape& data)
    : m_width(config.integer("decoder.width"))
    , m_longest(config.integer("decoder.positions"))
    , m_dropout(config.real("decoder.dropout"))
    , m_wordDropout(config.real("decoder.word_dropout"))
    , m_isTied(config.boolean("decoder.tied"))
    , m_hasMemory(codeEntersAs(config, "memory"))
    , m_addsCode(codeEntersAs(config, "embedding"))
    , m_embedding("embedding", {.rows = data.vocabulary, .width = m_width, .deviation = kDeviation})
    , m_positions("positions", {.rows = m_longest, .width = m_width, .deviation = kDeviation})
    , m_memory("memory", codeMap(config))
    , m_code("code", codeMap(config))
    , m_blocks(transformerBlocks("decoder", config))
    , m_layout(blockLayout("decoder", config))
    , m_embeddingNorm("embedding_norm", config.real("decoder.norm_epsilon"))
    , m_norm("norm", config.real("decoder.norm_epsilon"))
{
    requirePositions("decoder", config, data.maximumSteps);
}

Value TransformerDecoder::sharedEmbedding(engine::Graph& graph) const
{
    return m_isTied ? m_embedding.table(graph) : Value();
}

/// [rows, 1, width]
Value TransformerDecoder::memory(Value z) const
{
    return engine::reshape(m_memory(z), {-1, 1, m_width});
}

/// words: [steps, rows, width]; positions: [steps, 1 or rows, width] -> [rows, steps, width]
Value TransformerDecoder::embedded(Value words, Value positions, Value z) const
{
    Value x = engine::transpose(words + positions, {1, 0, 2});
    if (m_addsCode)
        x = x + engine::reshape(m_code(z), {-1, 1, m_width});
    return m_layout == BlockLayout::Gpt2 ? x : m_embeddingNorm(x);
}

/// [rows, steps, width] -> [steps, rows, width]
Value TransformerDecoder::last(Value x) const
{
    return engine::transpose(m_layout == BlockLayout::Gpt2 ? m_norm(x) : x, {1, 0, 2});
}

Value TransformerDecoder::hidden(Value z, Value inputs, Value, Mode mode) const
{
    engine::Graph& graph = z.graph();
    const engine::Scope scope(graph, "decoder");
    const std::int64_t steps = inputs.shape()[0];
    const Value positions = engine::reshape(engine::slice(m_positions.table(graph), 0, 0, steps), {steps, 1, m_width});
    Value x = dropout(embedded(embedWords(m_embedding, inputs, m_wordDropout, mode), positions, z), m_dropout, mode);
    if (m_hasMemory)
        x = engine::concat({memory(z), x}, 1);
    // Padding stands behind every word that counts, where a causal mask hides it.
    for (const TransformerBlock& block : m_blocks)
        x = block(x, {.isCausal = true}, mode);
    return last(m_hasMemory ? engine::slice(x, 1, 1, steps + 1) : x);
}

void TransformerDecoder::begin(Value z, std::int64_t room) const
{
    if (!m_hasMemory)
        return;
    engine::Graph& graph = z.graph();
    const engine::Scope scope(graph, "decoder");
    const Value nothing = graph.input("nothing", {z.shape()[0]}, engine::DType::I32);
    Value x = memory(z);
    for (const TransformerBlock& block : m_blocks)
        x = block.append(x, nothing, room + 1);
}

Value TransformerDecoder::write(Value z, const NextWords& next) const
{
    const engine::Scope scope(z.graph(), "decoder");
    Value x = embedded(m_embedding(next.tokens), m_positions(next.positions), z);
    for (const TransformerBlock& block : m_blocks)
        x = block.append(x, next.past, next.room + memoryLength());
    return last(x);
}

} // namespace lb::models
