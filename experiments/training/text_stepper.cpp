#include "experiments/training/text_stepper.h"

#include <algorithm>

namespace lb::experiments {

namespace {

constexpr std::int64_t kFirstRoom = 16;

/// [rows, positions, width] -> [rows, more positions, width], zeros behind.
std::vector<float> lengthened(const std::vector<float>& state, const engine::Shape& from, const engine::Shape& to)
{
    std::vector<float> result(static_cast<std::size_t>(to.elements()), 0.0F);
    const auto taken = static_cast<std::ptrdiff_t>(from.product(1, from.rank()));
    const auto given = static_cast<std::ptrdiff_t>(to.product(1, to.rank()));
    for (std::ptrdiff_t row = 0; row < static_cast<std::ptrdiff_t>(from[0]); ++row)
        std::copy_n(state.begin() + row * taken, taken, result.begin() + row * given);
    return result;
}

} // namespace

TextStepper::~TextStepper() = default;

TextStepper::TextStepper(const RunSetup& setup, std::int64_t rows)
    : m_setup(setup)
    , m_rows(rows)
    , m_now(&preparedFor(kFirstRoom))
{
}

std::int64_t TextStepper::longest() const
{
    return m_now->graph.longest;
}

TextStepper::Prepared& TextStepper::preparedFor(std::int64_t room)
{
    const auto [place, isNew] = m_prepared.try_emplace(room);
    Prepared& prepared = place->second;
    if (!isNew)
        return prepared;
    auto graph = std::make_unique<engine::Graph>();
    prepared.graph = m_setup.model->recordDecoding(*graph, {.rows = m_rows, .steps = room});
    std::vector<engine::Value> outputs{prepared.graph.output};
    for (const models::DecodingState& state : prepared.graph.states) {
        outputs.push_back(state.initial);
        outputs.push_back(state.next);
    }
    prepared.program = m_setup.program(std::move(graph), outputs);
    return prepared;
}

void TextStepper::run(std::span<const std::int32_t> tokens)
{
    engine::Program& program = *m_now->program;
    const auto rows = static_cast<std::size_t>(m_rows);
    const std::vector<std::int32_t> positions(rows, static_cast<std::int32_t>(m_position));
    const std::vector<std::int32_t> lengths(rows, static_cast<std::int32_t>(m_now->graph.memory + m_position + 1));
    program.setInput("z", std::span<const float>(m_codes));
    program.setInput("token", tokens);
    program.setInput("position", std::span<const std::int32_t>(positions));
    program.setInput("length", std::span<const std::int32_t>(lengths));
    for (std::size_t i = 0; i < m_states.size(); ++i)
        program.setInput(m_now->graph.states[i].input, std::span<const float>(m_states[i]));
    program.run({});
}

void TextStepper::start(std::span<const float> codes)
{
    m_codes.assign(codes.begin(), codes.end());
    m_position = 0;
    m_now = &preparedFor(kFirstRoom);
    m_states.clear();
    for (const models::DecodingState& state : m_now->graph.states)
        m_states.emplace_back(static_cast<std::size_t>(state.initial.shape().elements()), 0.0F);
    // For the initial states alone, which depend on z only.
    run(std::vector<std::int32_t>(static_cast<std::size_t>(m_rows), engine::TextSet::kBegin));
    for (std::size_t i = 0; i < m_states.size(); ++i)
        m_states[i] = m_now->program->fetch(m_now->graph.states[i].initial);
}

void TextStepper::grow()
{
    const models::DecodingGraph& full = m_now->graph;
    m_now = &preparedFor(2 * full.room);
    for (std::size_t i = 0; i < m_states.size(); ++i)
        m_states[i] = lengthened(m_states[i], full.states[i].initial.shape(), m_now->graph.states[i].initial.shape());
}

std::vector<float> TextStepper::next(std::span<const std::int32_t> tokens)
{
    if (m_now->graph.room > 0 && m_position == m_now->graph.room)
        grow();
    run(tokens);
    ++m_position;
    for (std::size_t i = 0; i < m_states.size(); ++i)
        m_states[i] = m_now->program->fetch(m_now->graph.states[i].next);
    return m_now->program->fetch(m_now->graph.output);
}

} // namespace lb::experiments
