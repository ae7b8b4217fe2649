#include "models/families/recurrent_cell.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/reduce.h"

namespace lb::models {

using engine::Value;

namespace {

std::variant<Lstm, Gru> makeLayer(RecurrentKind kind, const RecurrentSettings& s)
{
    if (kind == RecurrentKind::Lstm)
        return Lstm("lstm", {.inputs = s.inputs, .hidden = s.hidden, .range = s.range});
    return Gru("gru", {.inputs = s.inputs, .hidden = s.hidden, .range = s.range});
}

} // namespace

RecurrentCell::RecurrentCell(RecurrentKind kind, const RecurrentSettings& settings)
    : m_hidden(settings.hidden)
    , m_layer(makeLayer(kind, settings))
{
}

std::vector<std::string> RecurrentCell::stateNames() const
{
    return std::holds_alternative<Lstm>(m_layer) ? std::vector<std::string>{"h", "c"} : std::vector<std::string>{"h"};
}

RecurrentCell::States RecurrentCell::zeroStates(Value like, std::int64_t rows) const
{
    const Value zeros = engine::broadcastTo(like.graph().constant(0.0, like.dtype()), engine::Shape{rows, m_hidden});
    return States(stateNames().size(), zeros);
}

RecurrentCell::States RecurrentCell::statesFrom(Value x) const
{
    return std::holds_alternative<Lstm>(m_layer) ? States{engine::tanh(x), x} : States{engine::tanh(x)};
}

RecurrentCell::Sequence RecurrentCell::run(Value x, const States& start, Value lengths) const
{
    if (const auto* lstm = std::get_if<Lstm>(&m_layer)) {
        const Lstm::Sequence out = lstm->run(x, {start[0], start[1]}, lengths);
        return {out.y, {out.last.h, out.last.c}};
    }
    const Gru::Sequence out = std::get<Gru>(m_layer).run(x, start[0], lengths);
    return {out.y, {out.last}};
}

RecurrentCell::States RecurrentCell::carried(engine::Graph& graph, const engine::Shape& shape) const
{
    States states;
    for (const std::string& name : stateNames())
        states.push_back(graph.carried(name, shape));
    return states;
}

void RecurrentCell::begin(const States& states) const
{
    engine::Graph& graph = states.front().graph();
    const States places = carried(graph, states.front().shape());
    for (std::size_t i = 0; i < places.size(); ++i)
        graph.carryOn(places[i], states[i]);
}

Value RecurrentCell::append(Value x, Value lengths) const
{
    const States places = carried(x.graph(), {x.shape()[1], m_hidden});
    const Sequence out = run(x, places, lengths);
    for (std::size_t i = 0; i < places.size(); ++i)
        x.graph().carryOn(places[i], out.last[i]);
    return out.y;
}

} // namespace lb::models
