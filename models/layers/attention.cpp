#include "models/layers/attention.h"

#include "engine/ops/layout.h"
#include "engine/ops/reduce.h"

namespace lb::models {

using engine::Value;

namespace {

constexpr double kDeviation = 0.02;

Value zeros(Value like, const engine::Shape& shape)
{
    return engine::broadcastTo(like.graph().constant(0.0, like.dtype()), shape);
}

/// `newest` in front, the oldest dropped.
Value pushed(Value newest, Value cache)
{
    const std::int64_t capacity = cache.shape()[1];
    return capacity == 1 ? newest : engine::concat({newest, engine::slice(cache, 1, 0, capacity - 1)}, 1);
}

} // namespace

SelfAttention::SelfAttention(std::string name, const AttentionSettings& s)
    : m_name(std::move(name))
    , m_settings(s)
    , m_query("query", {.inputs = s.width, .outputs = s.heads * s.keySize, .deviation = kDeviation})
    , m_key("key", {.inputs = s.width, .outputs = s.heads * s.keySize, .deviation = kDeviation})
    , m_value("value", {.inputs = s.width, .outputs = s.width, .deviation = kDeviation})
    , m_output("output", {.inputs = s.width, .outputs = s.width, .deviation = s.outputDeviation})
{
}

engine::TalkingHeads SelfAttention::talkingHeads(Value like) const
{
    if (!m_settings.hasTalkingHeads)
        return {};
    const engine::Shape square{m_settings.heads, m_settings.heads};
    const engine::Initializer identity{.kind = engine::Initializer::Kind::Identity, .scale = 1.0};
    return {like.graph().parameter("before", square, identity, like.dtype()),
            like.graph().parameter("after", square, identity, like.dtype())};
}

Value SelfAttention::operator()(Value x, const engine::AttentionMask& mask) const
{
    const engine::Scope scope(x.graph(), m_name);
    return m_output(engine::attention({.query = m_query(x),
                                       .key = m_key(x),
                                       .value = m_value(x),
                                       .heads = m_settings.heads,
                                       .mask = mask,
                                       .talking = talkingHeads(x)}));
}

SelfAttention::Step SelfAttention::step(Value x, const AttentionCache& cache, Value length) const
{
    const engine::Scope scope(x.graph(), m_name);
    const AttentionCache next{pushed(m_key(x), cache.keys), pushed(m_value(x), cache.values)};
    // Attention does not ask in which order keys stand, so the newest may stand first and the mask is one number.
    const Value y = m_output(engine::attention({.query = m_query(x),
                                                .key = next.keys,
                                                .value = next.values,
                                                .heads = m_settings.heads,
                                                .mask = {.lengths = length},
                                                .talking = talkingHeads(x)}));
    return {y, next};
}

AttentionCache SelfAttention::emptyCache(Value like, std::int64_t rows, std::int64_t capacity) const
{
    return {zeros(like, {rows, capacity, m_settings.heads * m_settings.keySize}),
            zeros(like, {rows, capacity, m_settings.width})};
}

} // namespace lb::models
