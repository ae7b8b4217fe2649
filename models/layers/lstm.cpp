#include "models/layers/lstm.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/layout.h"
#include "engine/ops/linear.h"
#include "engine/ops/recurrent.h"
#include "engine/ops/reduce.h"
#include "models/layers/initial_range.h"

namespace lb::models {

using engine::Value;

Lstm::Weights Lstm::weights(Value like) const
{
    engine::Graph& graph = like.graph();
    const engine::Scope scope(graph, m_name);
    const engine::Initializer initial = uniformInitial(m_settings.range, m_settings.hidden);
    const std::int64_t gates = 4 * m_settings.hidden;
    return {graph.parameter("input_weight", {m_settings.inputs, gates}, initial, like.dtype()),
            graph.parameter("hidden_weight", {m_settings.hidden, gates}, initial, like.dtype()),
            graph.parameter("bias", {gates}, initial, like.dtype())};
}

Lstm::State Lstm::zeroState(Value like, std::int64_t rows) const
{
    const Value zeros =
        engine::broadcastTo(like.graph().constant(0.0, like.dtype()), engine::Shape{rows, m_settings.hidden});
    return {zeros, zeros};
}

Lstm::Sequence Lstm::run(Value x, const State& start, Value lengths) const
{
    const Weights w = weights(x);
    const engine::Scope scope(x.graph(), m_name);
    x.graph().markBlockInput(x);
    const engine::LstmOutputs out = engine::lstm({.x = x,
                                                  .h0 = start.h,
                                                  .c0 = start.c,
                                                  .wInput = w.input,
                                                  .wHidden = w.hidden,
                                                  .bias = w.bias,
                                                  .lengths = lengths});
    return {out.y, {out.hLast, out.cLast}};
}

Lstm::State Lstm::step(Value x, const State& state) const
{
    const Weights w = weights(x);
    const engine::Scope scope(x.graph(), m_name);
    const Value gates = engine::linear(x, w.input, w.bias) + engine::matmul(state.h, w.hidden);
    const auto gate = [&](int index) {
        return engine::slice(gates, 1, index * m_settings.hidden, (index + 1) * m_settings.hidden);
    };
    const Value input = engine::sigmoid(gate(0));
    const Value forget = engine::sigmoid(gate(1));
    const Value candidate = engine::tanh(gate(2));
    const Value output = engine::sigmoid(gate(3));
    const Value c = forget * state.c + input * candidate;
    return {output * engine::tanh(c), c};
}

} // namespace lb::models
