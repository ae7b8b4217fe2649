#include "models/layers/gru.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/gru.h"
#include "engine/ops/layout.h"
#include "engine/ops/linear.h"
#include "models/layers/initial_range.h"

namespace lb::models {

using engine::Value;

Gru::Weights Gru::weights(Value like) const
{
    engine::Graph& graph = like.graph();
    const engine::Scope scope(graph, m_name);
    const engine::Initializer initial = uniformInitial(m_settings.range, m_settings.hidden);
    const std::int64_t gates = 3 * m_settings.hidden;
    return {graph.parameter("input_weight", {m_settings.inputs, gates}, initial, like.dtype()),
            graph.parameter("hidden_weight", {m_settings.hidden, gates}, initial, like.dtype()),
            graph.parameter("bias", {gates}, initial, like.dtype()),
            graph.parameter("recurrent_bias", {gates}, initial, like.dtype())};
}

Gru::Sequence Gru::run(Value x, Value h, Value lengths) const
{
    const Weights w = weights(x);
    const engine::Scope scope(x.graph(), m_name);
    x.graph().markBlockInput(x);
    const engine::GruOutputs out = engine::gru({.x = x,
                                                .h0 = h,
                                                .wInput = w.input,
                                                .wHidden = w.hidden,
                                                .bias = w.bias,
                                                .recurrentBias = w.recurrentBias,
                                                .lengths = lengths});
    return {out.y, out.hLast};
}

Value Gru::step(Value x, Value h) const
{
    const Weights w = weights(x);
    const engine::Scope scope(x.graph(), m_name);
    const Value fromInput = engine::linear(x, w.input, w.bias);
    const Value fromState = engine::linear(h, w.hidden, w.recurrentBias);
    const auto gate = [&](Value of, int index) {
        return engine::slice(of, 1, index * m_settings.hidden, (index + 1) * m_settings.hidden);
    };
    const Value reset = engine::sigmoid(gate(fromInput, 0) + gate(fromState, 0));
    const Value keep = engine::sigmoid(gate(fromInput, 1) + gate(fromState, 1));
    const Value candidate = engine::tanh(gate(fromInput, 2) + reset * gate(fromState, 2));
    return candidate + keep * (h - candidate);
}

} // namespace lb::models
