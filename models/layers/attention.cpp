#include "models/layers/attention.h"

namespace lb::models {

using engine::Value;

namespace {

constexpr double kDeviation = 0.02;

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

Value SelfAttention::append(Value x, Value past, std::int64_t room) const
{
    engine::Graph& graph = x.graph();
    const engine::Scope scope(graph, m_name);
    const auto appended = [&](const char* name, Value steps) {
        const Value before = graph.carried(name, {steps.shape()[0], room, steps.shape()[2]}, steps.dtype());
        const Value after = engine::appendSteps(before, steps, past);
        graph.carryOn(before, after);
        return after;
    };
    return m_output(engine::attention({.query = m_query(x),
                                       .key = appended("keys", m_key(x)),
                                       .value = appended("values", m_value(x)),
                                       .heads = m_settings.heads,
                                       .mask = {.isCausal = true, .past = past},
                                       .talking = talkingHeads(x)}));
}

} // namespace lb::models
