#include "experiments/training/text_stepper.h"

#include <algorithm>
#include <array>
#include <limits>

namespace lb::experiments {

namespace {

/// Rooms are made in such sizes, so that texts of about the same length share their programs.
constexpr std::int64_t kRoomStep = 64;
/// A long prompt goes by in pieces: attention's scratch grows with the square of what is taken at once.
constexpr std::int64_t kMostSteps = 256;

/// The bits of numbers of the form (bits + 1/2) / 2^53, in two words each.
std::vector<std::int32_t> wordsOf(std::span<const double> chances)
{
    std::vector<std::int32_t> words;
    for (const double chance : chances) {
        const auto bits = static_cast<std::uint64_t>(chance * 0x1p53);
        words.push_back(static_cast<std::int32_t>(bits >> 32));
        words.push_back(static_cast<std::int32_t>(static_cast<std::uint32_t>(bits)));
    }
    return words;
}

} // namespace

bool WordDrawing::knows(const models::SamplingSettings& sampling)
{
    return sampling.topPRule == models::TopPRule::Crossing && sampling.repetitionPenalty == 1.0 &&
           sampling.bannedNgram == 0;
}

TextStepper::~TextStepper() = default;

TextStepper::TextStepper(WriterParts parts, std::int64_t rows)
    : m_parts(std::move(parts))
    , m_rows(rows)
    , m_past(static_cast<std::size_t>(rows), 0)
{
    engine::Graph graph;
    const models::WritingGraph writing = m_parts.model->recordWriting(graph, {.rows = rows});
    m_longest = writing.longest;
    m_isEndless = writing.isEndless;
}

std::int64_t TextStepper::roomFor(std::int64_t words, const models::WritingGraph& model)
{
    if (model.isEndless)
        return 1;
    const std::int64_t room = (words + 1 + kRoomStep - 1) / kRoomStep * kRoomStep; // one for padding behind the last
    return model.longest > 0 ? std::max<std::int64_t>(1, std::min(room, model.longest)) : room;
}

TextStepper::Step TextStepper::record(const models::Model& model, engine::Graph& graph, models::WritingShape shape,
                                      Kind kind)
{
    shape.steps = kind.steps;
    Step step{.graph = model.recordWriting(graph, shape), .drawn = {}, .outputs = {}};
    step.outputs = {step.graph.logits};
    if (kind.banned < 0)
        return step;
    const auto integers = [&](const char* name, const engine::Shape& of) {
        return graph.input(name, of, engine::DType::I32);
    };
    step.drawn = engine::drawClasses({.logits = step.graph.logits,
                                      .banned = integers("banned", {kind.banned}),
                                      .chances = integers("chances", {shape.rows, 2}),
                                      .topK = integers("top_k", {1}),
                                      .sampling = graph.input("sampling", {2})});
    step.outputs = {step.drawn.drawn, step.drawn.logProbability};
    return step;
}

TextStepper::Prepared& TextStepper::preparedFor(Kind kind)
{
    const auto [place, isNew] = m_prepared.try_emplace(kind);
    Prepared& prepared = place->second;
    if (!isNew)
        return prepared;
    auto graph = std::make_unique<engine::Graph>();
    prepared.step = record(*m_parts.model, *graph, {.rows = m_rows, .room = m_room}, kind);
    prepared.program = m_parts.program(std::move(graph), prepared.step.outputs, m_carried.get());
    return prepared;
}

void TextStepper::start(std::span<const float> codes, std::int64_t room)
{
    const std::int64_t wanted = roomFor(room, {.logits = {}, .isEndless = m_isEndless, .longest = m_longest});
    if (!m_carried || wanted > m_room) {
        m_prepared.clear();
        m_beginning.reset();
        m_room = wanted;
        m_carried = std::make_unique<engine::CarriedStore>(*m_parts.backend);
        preparedFor({});
        if (m_parts.model->hasCodes()) {
            auto graph = std::make_unique<engine::Graph>();
            m_parts.model->recordBeginning(*graph, {.rows = m_rows, .room = m_room});
            m_beginning = m_parts.program(std::move(graph), {}, m_carried.get());
        }
    }
    std::fill(m_past.begin(), m_past.end(), 0);
    m_carried->clear();
    if (!m_beginning)
        return;
    m_beginning->setInput("z", codes);
    if (m_beginning->graph().findInput("nothing") >= 0)
        m_beginning->setInput({"nothing", std::vector<std::int32_t>(static_cast<std::size_t>(m_rows), 0)});
    m_beginning->run({});
    m_carried->applyUpdates(*m_beginning);
}

std::vector<float> TextStepper::next(std::span<const std::int32_t> tokens)
{
    const auto rows = static_cast<std::size_t>(m_rows);
    std::vector<std::vector<std::int32_t>> byRow(rows);
    for (std::size_t i = 0; i < tokens.size(); ++i)
        byRow[i % rows].push_back(tokens[i]);
    return next(byRow);
}

std::int64_t TextStepper::stepsFor(std::int64_t words) const
{
    std::int64_t steps = 1;
    while (steps < words)
        steps *= 2;
    for (const std::int64_t past : m_past) // the padding must fit as well
        if (!m_isEndless && past + steps > m_room)
            return words;
    return steps;
}

std::int64_t TextStepper::stepsFor(const Piece& words) const
{
    std::size_t most = 1;
    for (const auto& row : words)
        most = std::max(most, row.size());
    return stepsFor(static_cast<std::int64_t>(most));
}

void TextStepper::runPiece(const Piece& words, Prepared& prepared, std::int64_t steps,
                           std::vector<engine::InputNumbers> others)
{
    const std::size_t rows = words.size();
    std::vector<std::int32_t> tokens(static_cast<std::size_t>(steps) * rows, 0);
    std::vector<std::int32_t> positions(tokens.size());
    std::vector<std::int32_t> past(rows), lengths(rows), last(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        // A row without words takes padding; where its text is full already, what that overwrites does not matter.
        const std::int64_t at = m_isEndless ? m_past[row] : std::min(m_past[row], m_room - steps);
        for (std::int64_t step = 0; step < steps; ++step)
            positions[static_cast<std::size_t>(step) * rows + row] =
                static_cast<std::int32_t>(m_longest > 0 ? std::min(at + step, m_longest - 1) : at + step);
        for (std::size_t step = 0; step < words[row].size(); ++step)
            tokens[step * rows + row] = words[row][step];
        past[row] = static_cast<std::int32_t>(at + prepared.step.graph.memory);
        lengths[row] = static_cast<std::int32_t>(std::max<std::size_t>(words[row].size(), 1));
        last[row] = static_cast<std::int32_t>((static_cast<std::size_t>(lengths[row]) - 1) * rows + row);
        m_past[row] += static_cast<std::int64_t>(words[row].size());
    }
    std::vector<engine::InputNumbers> inputs = std::move(others);
    inputs.insert(inputs.end(),
                  {{"tokens", tokens}, {"positions", positions}, {"past", past}, {"lengths", lengths}, {"last", last}});
    engine::Program& program = *prepared.program;
    program.setInputs(inputs);
    program.run({});
    m_carried->applyUpdates(program);
}

template <class Visit>
void TextStepper::forEachPiece(const std::vector<std::vector<std::int32_t>>& tokens, const Visit& visit) const
{
    std::size_t most = 0;
    for (const std::vector<std::int32_t>& row : tokens)
        most = std::max(most, row.size());
    const std::size_t atOnce = m_isEndless ? most : static_cast<std::size_t>(kMostSteps);
    for (std::size_t begin = 0; begin < most; begin += atOnce) {
        Piece piece;
        for (const std::vector<std::int32_t>& row : tokens) {
            const std::size_t first = std::min(begin, row.size());
            piece.push_back(std::span(row).subspan(first, std::min(atOnce, row.size() - first)));
        }
        visit(piece);
    }
}

std::vector<float> TextStepper::next(const std::vector<std::vector<std::int32_t>>& tokens)
{
    std::vector<float> logits;
    forEachPiece(tokens, [&](const Piece& words) {
        const Kind kind{.steps = stepsFor(words)};
        Prepared& prepared = preparedFor(kind);
        runPiece(words, prepared, kind.steps);
        const std::vector<float> made = prepared.program->fetch(prepared.step.graph.logits);
        const auto vocabulary = static_cast<std::ptrdiff_t>(made.size() / words.size());
        logits.resize(made.size());
        for (std::size_t row = 0; row < words.size(); ++row)
            if (!words[row].empty())
                std::copy_n(made.begin() + static_cast<std::ptrdiff_t>(row) * vocabulary, vocabulary,
                            logits.begin() + static_cast<std::ptrdiff_t>(row) * vocabulary);
    });
    return logits;
}

std::vector<DrawnWord> TextStepper::draw(const std::vector<std::vector<std::int32_t>>& tokens,
                                         const WordDrawing& drawing, std::span<const double> chances)
{
    const std::vector<float> sampling{static_cast<float>(drawing.sampling.temperature),
                                      static_cast<float>(drawing.sampling.topP)};
    const std::vector<std::int32_t> topK{static_cast<std::int32_t>(
        std::min<std::int64_t>(drawing.sampling.topK, std::numeric_limits<std::int32_t>::max()))};
    const std::vector<std::int32_t> chanceWords = wordsOf(chances);
    std::vector<DrawnWord> result(tokens.size());
    forEachPiece(tokens, [&](const Piece& words) {
        const Kind kind{.steps = stepsFor(words), .banned = static_cast<std::int64_t>(drawing.banned.size())};
        Prepared& prepared = preparedFor(kind);
        runPiece(words, prepared, kind.steps,
                 {{"banned", drawing.banned}, {"chances", chanceWords}, {"top_k", topK}, {"sampling", sampling}});
        std::vector<std::int32_t> ids(words.size());
        std::vector<float> logs(words.size());
        const std::array<engine::HostCopy, 2> copies{
            {{ids.data(), prepared.program->address(prepared.step.drawn.drawn.id()), ids.size() * sizeof ids[0]},
             {logs.data(), prepared.program->address(prepared.step.drawn.logProbability.id()),
              logs.size() * sizeof logs[0]}}};
        m_parts.backend->copyAllToHost(copies);
        for (std::size_t row = 0; row < words.size(); ++row)
            if (!words[row].empty())
                result[row] = {.id = ids[row], .logProbability = static_cast<double>(logs[row])};
    });
    return result;
}

void TextStepper::setProfiling(bool isOn)
{
    if (const auto one = m_prepared.find(Kind{}); one != m_prepared.end())
        one->second.program->setProfiling(isOn);
}

std::vector<engine::OpTime> TextStepper::opTimes() const
{
    const auto one = m_prepared.find(Kind{});
    return one == m_prepared.end() ? std::vector<engine::OpTime>() : one->second.program->opTimes();
}

void TextStepper::pickRows(std::span<const std::int32_t> parents)
{
    m_carried->pickRows(parents);
    const std::vector<std::int64_t> before = m_past;
    for (std::size_t i = 0; i < parents.size(); ++i)
        m_past[i] = before[static_cast<std::size_t>(parents[i])];
}

} // namespace lb::experiments
