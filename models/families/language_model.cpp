#include "models/families/language_model.h"

#include "engine/ops/reduce.h"
#include "models/families/text_graphs.h"

#include <limits>

namespace lb::models {

using engine::BatchShape;
using engine::Graph;
using engine::Value;

namespace {

/// Without columns: it gives the rows alone.
Value noCode(Graph& graph, std::int64_t rows)
{
    return graph.input("z", {rows, 0});
}

} // namespace

LanguageModel::LanguageModel(std::string_view kind, const Config& config, const DataShape& data)
    : m_decoder(makeTextDecoder(kind, config, requireSentences("language-" + std::string(kind), data)))
    , m_words(*m_decoder, config, data.vocabulary)
{
}

Theory LanguageModel::theory() const
{
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    return {kNone, kNone};
}

TrainingGraph LanguageModel::recordTraining(Graph& graph, BatchShape shape) const
{
    const TextInputs batch(graph, shape);
    graph.input("beta", {});
    const Value z = noCode(graph, shape.rows);
    const Value hidden = m_decoder->hidden(z, batch.decoderInput, batch.lengths, Mode::Training);
    const Value loss = engine::mean(m_words.loss(hidden, z, batch.targets));
    return {.loss = loss, .scalars = {{"reconstruction", loss}}};
}

ScoringGraph LanguageModel::recordScoring(Graph& graph, BatchShape shape) const
{
    return recordTextScoring(*m_decoder, m_words, noCode(graph, shape.rows), shape);
}

void LanguageModel::recordBeginning(Graph& graph, WritingShape shape) const
{
    recordTextBeginning(*m_decoder, graph, shape, 0);
}

WritingGraph LanguageModel::recordWriting(Graph& graph, WritingShape shape) const
{
    return recordTextWriting(*m_decoder, m_words, graph, shape, 0);
}

Family languageFamily(const char* kind, const char* title)
{
    return {.id = std::string("language-") + kind,
            .title = title,
            .isText = true,
            .fields = languageModelFields(kind),
            .build = [kind](const Config& config, const DataShape& data) -> std::unique_ptr<Model> {
                return std::make_unique<LanguageModel>(kind, config, data);
            }};
}

} // namespace lb::models
