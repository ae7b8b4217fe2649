#include "experiments/training/code_encoder.h"

#include "engine/train/batch_feed.h"

namespace lb::experiments {

struct CodeEncoder::Encoding {
    std::unique_ptr<engine::Program> program;
    models::EncodingGraph graph;
};

struct CodeEncoder::Scoring {
    std::unique_ptr<engine::Program> program;
    models::ScoringGraph graph;
};

namespace {

void keep(std::vector<engine::Value>& outputs, engine::Value value)
{
    if (!value.isNull())
        outputs.push_back(value);
}

/// The first `rows` rows of a value whose first axis is the batch; empty when the value is null.
std::vector<float> firstRows(const engine::Program& program, engine::Value value, std::size_t rows)
{
    if (value.isNull())
        return {};
    std::vector<float> all = program.fetch(value);
    const std::size_t width = all.size() / static_cast<std::size_t>(value.shape()[0]);
    all.resize(rows * width);
    return all;
}

} // namespace

CodeEncoder::CodeEncoder(const RunSetup& setup)
    : m_setup(setup)
{
}

CodeEncoder::~CodeEncoder() = default;

CodeEncoder::Encoding& CodeEncoder::encodingFor(engine::BatchShape shape)
{
    std::unique_ptr<Encoding>& place = m_encodings[shape];
    if (place)
        return *place;
    place = std::make_unique<Encoding>();
    auto graph = std::make_unique<engine::Graph>();
    place->graph = m_setup.model->recordEncoding(*graph, shape);
    std::vector<engine::Value> outputs;
    keep(outputs, place->graph.mean);
    keep(outputs, place->graph.logVariance);
    keep(outputs, place->graph.klPerDimension);
    place->program = m_setup.program(std::move(graph), outputs);
    return *place;
}

CodeEncoder::Scoring& CodeEncoder::scoringFor(engine::BatchShape shape, bool byToken)
{
    std::unique_ptr<Scoring>& place = (byToken ? m_tokenScorings : m_scorings)[shape];
    if (place)
        return *place;
    place = std::make_unique<Scoring>();
    auto graph = std::make_unique<engine::Graph>();
    place->graph = m_setup.model->recordScoring(*graph, shape);
    std::vector<engine::Value> outputs;
    if (byToken) {
        keep(outputs, place->graph.tokenLosses);
    } else {
        keep(outputs, place->graph.reconstruction);
        keep(outputs, place->graph.squaredError);
        keep(outputs, place->graph.correctTokens);
    }
    place->program = m_setup.program(std::move(graph), outputs);
    return *place;
}

CodeEncoder::Scoring& CodeEncoder::scored(const engine::Batch& batch, const std::vector<float>& codes, bool byToken)
{
    Scoring& scoring = scoringFor(batch.shape, byToken);
    engine::fillInputs(*scoring.program, batch);
    std::vector<float> padded = codes;
    padded.resize(static_cast<std::size_t>(batch.shape.rows * m_setup.model->latentSize()), 0.0F);
    scoring.program->setInput("z", std::span<const float>(padded));
    scoring.program->run({});
    return scoring;
}

BatchCodes CodeEncoder::encode(const engine::Batch& batch)
{
    Encoding& encoding = encodingFor(batch.shape);
    engine::fillInputs(*encoding.program, batch);
    encoding.program->run({});
    const std::size_t rows = batch.items.size();
    return {.items = batch.items,
            .mean = firstRows(*encoding.program, encoding.graph.mean, rows),
            .logVariance = firstRows(*encoding.program, encoding.graph.logVariance, rows),
            .klPerDimension = firstRows(*encoding.program, encoding.graph.klPerDimension, rows)};
}

BatchScores CodeEncoder::score(const engine::Batch& batch, const std::vector<float>& codes)
{
    const Scoring& scoring = scored(batch, codes, false);
    const std::size_t rows = batch.items.size();
    return {.reconstruction = firstRows(*scoring.program, scoring.graph.reconstruction, rows),
            .squaredError = firstRows(*scoring.program, scoring.graph.squaredError, rows),
            .correctTokens = firstRows(*scoring.program, scoring.graph.correctTokens, rows)};
}

std::vector<float> CodeEncoder::tokenLosses(const engine::Batch& batch, const std::vector<float>& codes)
{
    const Scoring& scoring = scored(batch, codes, true);
    return scoring.program->fetch(scoring.graph.tokenLosses);
}

} // namespace lb::experiments
