#include "models/layers/transformer_block.h"

#include "engine/ops/elementwise.h"
#include "models/layers/dropout.h"

namespace lb::models {

using engine::Value;

namespace {

constexpr std::int64_t kWidening = 4;
constexpr double kDeviation = 0.02;

} // namespace

TransformerBlock::TransformerBlock(std::string name, const TransformerBlockSettings& settings)
    : m_name(std::move(name))
    , m_dropout(settings.dropout)
    , m_attention("attention", settings.attention)
    , m_attentionNorm("attention_norm")
    , m_mlpNorm("mlp_norm")
    , m_wide("wide", {.inputs = settings.attention.width,
                      .outputs = kWidening * settings.attention.width,
                      .deviation = kDeviation})
    , m_narrow("narrow", {.inputs = kWidening * settings.attention.width,
                          .outputs = settings.attention.width,
                          .deviation = settings.attention.outputDeviation})
{
}

Value TransformerBlock::mlp(Value x) const
{
    return m_narrow(engine::geluTanh(m_wide(m_mlpNorm(x))));
}

Value TransformerBlock::operator()(Value x, const engine::AttentionMask& mask, Mode mode) const
{
    const engine::Scope scope(x.graph(), m_name);
    x.graph().markBlockInput(x);
    x = x + dropout(m_attention(m_attentionNorm(x), mask), m_dropout, mode);
    return x + dropout(mlp(x), m_dropout, mode);
}

TransformerBlock::Step TransformerBlock::step(Value x, const AttentionCache& cache, Value length) const
{
    const engine::Scope scope(x.graph(), m_name);
    const SelfAttention::Step attended = m_attention.step(m_attentionNorm(x), cache, length);
    x = x + attended.y;
    return {x + mlp(x), attended.cache};
}

} // namespace lb::models
