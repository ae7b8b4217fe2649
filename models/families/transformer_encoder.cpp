#include "models/families/transformer_encoder.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/layout.h"
#include "engine/ops/reduce.h"
#include "models/families/transformer_settings.h"
#include "models/layers/dropout.h"

namespace lb::models {

using engine::Value;

namespace {

constexpr double kDeviation = 0.02;

TextPooling poolingNamed(const std::string& name)
{
    return name == "first" ? TextPooling::First : name == "mean" ? TextPooling::Mean : TextPooling::Weighted;
}

} // namespace

TransformerEncoder::TransformerEncoder(const Config& config, const DataShape& data)
    : m_width(config.integer("encoder.width"))
    , m_pooling(poolingNamed(config.text("encoder.pooling")))
    , m_dropout(config.real("encoder.dropout"))
    , m_embedding("embedding", {.rows = data.vocabulary, .width = m_width, .deviation = kDeviation})
    , m_positions("positions", {.rows = config.integer("encoder.positions"), .width = m_width, .deviation = kDeviation})
    , m_blocks(transformerBlocks("encoder", config))
    , m_layout(blockLayout("encoder", config))
    , m_embeddingNorm("embedding_norm", config.real("encoder.norm_epsilon"))
    , m_norm("norm", config.real("encoder.norm_epsilon"))
{
    requirePositions("encoder", config, data.maximumSteps);
}

Value TransformerEncoder::pooled(Value x, Value lengths, TextPooling pooling) const
{
    const engine::Scope encoder(x.graph(), "encoder");
    const engine::Scope scope(x.graph(), "pool");
    if (pooling == TextPooling::First)
        return engine::reshape(engine::slice(x, 1, 0, 1), {-1, m_width});
    const Value query = pooling == TextPooling::Weighted
                            ? x.graph().parameter("query", {1, 1, m_width}, {}, x.dtype())
                            : engine::reshape(x.graph().constant(0.0, x.dtype()), {1, 1, 1});
    const Value mean = engine::attention({.query = engine::broadcastTo(query, {x.shape()[0], 1, m_width}),
                                          .key = x,
                                          .value = x,
                                          .mask = {.lengths = lengths}});
    return engine::reshape(mean, {-1, m_width});
}

Value TransformerEncoder::embedding(engine::Graph& graph) const
{
    const engine::Scope scope(graph, "encoder");
    return m_embedding.table(graph);
}

Value TransformerEncoder::features(Value tokens, Value lengths, Mode mode) const
{
    return pooled(states(tokens, lengths, mode), lengths, m_pooling);
}

Value TransformerEncoder::states(Value tokens, Value lengths, Mode mode) const
{
    engine::Graph& graph = tokens.graph();
    const engine::Scope scope(graph, "encoder");
    const std::int64_t steps = tokens.shape()[0];
    const Value positions = engine::slice(m_positions.table(graph), 0, 0, steps);
    Value x = engine::transpose(m_embedding(tokens), {1, 0, 2}) + positions; // [rows, steps, width]
    const bool isGpt2 = m_layout == BlockLayout::Gpt2;
    x = dropout(isGpt2 ? x : m_embeddingNorm(x), m_dropout, mode);
    for (const TransformerBlock& block : m_blocks)
        x = block(x, {.lengths = lengths}, mode);
    return isGpt2 ? m_norm(x) : x;
}

} // namespace lb::models
