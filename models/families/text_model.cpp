#include "models/families/text_model.h"

#include "models/families/latent_fields.h"
#include "models/families/objective.h"
#include "models/families/text_graphs.h"

namespace lb::models {

using engine::BatchShape;
using engine::Graph;
using engine::Scope;
using engine::Value;

TextModel::TextModel(std::string_view encoderKind, const Config& config, const DataShape& data)
    : m_size(config.integer("latent.size"))
    , m_freeBits(freeBitsOf(config))
    , m_encoder(makeTextEncoder(encoderKind, config, requireSentences("text-" + std::string(encoderKind), data)))
    , m_decoder(makeTextDecoder(config, data))
    , m_words(*m_decoder, config, data.vocabulary)
    , m_bagOfWords(config, data.vocabulary)
    , m_latent(buildLatent(
          config, {.features = m_encoder->width(), .headsHaveBias = false, .headRange = m_encoder->initialRange()}))
{
    checkDecoderPenalty(config, true);
}

TrainingGraph TextModel::recordTraining(Graph& graph, BatchShape shape) const
{
    const TextInputs batch(graph, shape);
    const Value features = m_encoder->features(batch.tokens, batch.lengths, Mode::Training);
    const LatentTraining latent = [&] {
        const Scope scope(graph, "latent");
        return m_latent->train(features);
    }();
    const Value hidden = m_decoder->hidden(latent.code, batch.decoderInput, batch.lengths, Mode::Training);
    TrainingGraph result = assembleTraining(m_words.loss(hidden, latent.code, batch.targets), latent, m_freeBits);
    m_bagOfWords.addTo(result, latent.code, batch.targets);
    return result;
}

EncodingGraph TextModel::recordEncoding(Graph& graph, BatchShape shape) const
{
    const TextInputs batch(graph, shape);
    const Value features = m_encoder->features(batch.tokens, batch.lengths, Mode::Evaluation);
    const Scope scope(graph, "latent");
    const LatentEncoding q = m_latent->encode(features);
    return {q.mean, q.logVariance, q.klPerDimension};
}

ScoringGraph TextModel::recordScoring(Graph& graph, BatchShape shape) const
{
    return recordTextScoring(*m_decoder, m_words, graph.input("z", {shape.rows, m_size}), shape);
}

void TextModel::recordBeginning(Graph& graph, WritingShape shape) const
{
    recordTextBeginning(*m_decoder, graph, shape, m_size);
}

WritingGraph TextModel::recordWriting(Graph& graph, WritingShape shape) const
{
    return recordTextWriting(*m_decoder, m_words, graph, shape, m_size);
}

Family textFamily(const char* kind, const char* title)
{
    std::vector<ConfigField> fields = textEncoderFields(kind);
    for (const auto& part :
         {textDecoderFields(kind), std::vector{skipField()}, latentFields(32), std::vector{bagOfWordsField()}})
        fields.insert(fields.end(), part.begin(), part.end());
    return {.id = std::string("text-") + kind,
            .title = title,
            .isText = true,
            .fields = fields,
            .build = [kind](const Config& config, const DataShape& data) -> std::unique_ptr<Model> {
                return std::make_unique<TextModel>(kind, config, data);
            }};
}

} // namespace lb::models
