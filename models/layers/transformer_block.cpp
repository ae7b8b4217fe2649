#include "models/layers/transformer_block.h"

#include "engine/ops/elementwise.h"
#include "models/layers/dropout.h"

namespace lb::models {

using engine::Value;

namespace {

constexpr std::int64_t kWidening = 4;
constexpr double kDeviation = 0.02;

std::int64_t innerWidth(const TransformerBlockSettings& s)
{
    return s.feedForward > 0 ? s.feedForward : kWidening * s.attention.width;
}

} // namespace

TransformerBlock::TransformerBlock(std::string name, const TransformerBlockSettings& s)
    : m_name(std::move(name))
    , m_dropout(s.dropout)
    , m_layout(s.layout)
    , m_activation(s.activation)
    , m_attention("attention", s.attention)
    , m_attentionNorm("attention_norm", s.normEpsilon)
    , m_mlpNorm("mlp_norm", s.normEpsilon)
    , m_blockNorm("block_norm", s.normEpsilon)
    , m_wide("wide", {.inputs = s.attention.width, .outputs = innerWidth(s), .deviation = kDeviation})
    , m_narrow("narrow", {.inputs = innerWidth(s),
                          .outputs = s.attention.width,
                          .deviation = s.attention.outputDeviation})
{
}

Value TransformerBlock::mlp(Value x) const
{
    const Value inner = m_wide(x);
    switch (m_activation) {
    case BlockActivation::Gelu:
        return m_narrow(engine::gelu(inner));
    case BlockActivation::Relu:
        return m_narrow(engine::relu(inner));
    case BlockActivation::GeluTanh:
        break;
    }
    return m_narrow(engine::geluTanh(inner));
}

template <class Attend>
Value TransformerBlock::through(Value x, Mode mode, const Attend& attend) const
{
    const auto added = [&](Value part) { return dropout(part, m_dropout, mode); };
    switch (m_layout) {
    case BlockLayout::Gpt2Ml:
        x = x + added(attend(x));
        return m_blockNorm(x + added(mlp(m_mlpNorm(x))));
    case BlockLayout::Bert:
        x = m_attentionNorm(x + added(attend(x)));
        return m_mlpNorm(x + added(mlp(x)));
    case BlockLayout::Gpt2:
        break;
    }
    x = x + added(attend(m_attentionNorm(x)));
    return x + added(mlp(m_mlpNorm(x)));
}

Value TransformerBlock::operator()(Value x, const engine::AttentionMask& mask, Mode mode) const
{
    const engine::Scope scope(x.graph(), m_name);
    x.graph().markBlockInput(x);
    return through(x, mode, [&](Value seen) { return m_attention(seen, mask); });
}

Value TransformerBlock::append(Value x, Value past, std::int64_t room) const
{
    const engine::Scope scope(x.graph(), m_name);
    return through(x, Mode::Evaluation, [&](Value seen) { return m_attention.append(seen, past, room); });
}

} // namespace lb::models
