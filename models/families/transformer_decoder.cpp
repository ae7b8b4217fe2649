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
    const std::string& chosen = config.text("decoder.code");
    return codeSizeOf(config) > 0 && (chosen == way || chosen == "both");
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
    , m_norm("norm")
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

Value TransformerDecoder::hidden(Value z, Value inputs, Value, Mode mode) const
{
    engine::Graph& graph = z.graph();
    const engine::Scope scope(graph, "decoder");
    const std::int64_t steps = inputs.shape()[0];
    const Value positions = engine::slice(m_positions.table(graph), 0, 0, steps);
    const Value words = embedWords(m_embedding, inputs, m_wordDropout, mode);
    Value x = engine::transpose(words, {1, 0, 2}) + positions; // [rows, steps, width]
    if (m_addsCode)
        x = x + engine::reshape(m_code(z), {-1, 1, m_width});
    x = dropout(x, m_dropout, mode);
    if (m_hasMemory)
        x = engine::concat({memory(z), x}, 1);
    // Padding stands behind every word that counts, where a causal mask hides it.
    for (const TransformerBlock& block : m_blocks)
        x = block(x, {.isCausal = true}, mode);
    if (m_hasMemory)
        x = engine::slice(x, 1, 1, steps + 1);
    return engine::transpose(m_norm(x), {1, 0, 2});
}

std::vector<std::string> TransformerDecoder::stateNames() const
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
        names.push_back("keys" + std::to_string(i));
        names.push_back("values" + std::to_string(i));
    }
    return names;
}

TransformerDecoder::Passed TransformerDecoder::pass(Value x, Value length, const std::vector<Value>& states) const
{
    Passed result{.y = x, .states = {}};
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
        const TransformerBlock::Step step = m_blocks[i].step(result.y, {states[2 * i], states[2 * i + 1]}, length);
        result.y = step.y;
        result.states.insert(result.states.end(), {step.cache.keys, step.cache.values});
    }
    return result;
}

std::vector<Value> TransformerDecoder::start(Value z, std::int64_t capacity) const
{
    const engine::Scope scope(z.graph(), "decoder");
    std::vector<Value> states;
    Value x = m_hasMemory ? memory(z) : Value();
    for (const TransformerBlock& block : m_blocks) {
        AttentionCache cache = block.emptyCache(z, z.shape()[0], m_hasMemory ? 1 : capacity);
        if (m_hasMemory) {
            const TransformerBlock::Step alone = block.step(x, cache, {});
            x = alone.y;
            cache = {engine::padAxis(alone.cache.keys, 1, 0, capacity),
                     engine::padAxis(alone.cache.values, 1, 0, capacity)};
        }
        states.insert(states.end(), {cache.keys, cache.values});
    }
    return states;
}

TextDecoder::Step TransformerDecoder::step(Value z, const TextPosition& at, const std::vector<Value>& states) const
{
    const engine::Scope scope(z.graph(), "decoder");
    Value x = m_embedding(at.token) + m_positions(at.position);
    if (m_addsCode)
        x = x + m_code(z);
    const Passed passed = pass(engine::reshape(x, {-1, 1, m_width}), at.length, states);
    return {engine::reshape(m_norm(passed.y), {-1, m_width}), passed.states};
}

} // namespace lb::models
