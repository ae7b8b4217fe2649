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

RecurrentCell::States RecurrentCell::step(Value x, const States& states) const
{
    if (const auto* lstm = std::get_if<Lstm>(&m_layer)) {
        const Lstm::State next = lstm->step(x, {states[0], states[1]});
        return {next.h, next.c};
    }
    return {std::get<Gru>(m_layer).step(x, states[0])};
}

} // namespace lb::models
