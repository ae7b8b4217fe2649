#include "models/families/text_model.h"

#include "engine/core/error.h"
#include "engine/data/dataset.h"
#include "engine/ops/loss.h"
#include "engine/ops/reduce.h"
#include "models/families/latent_fields.h"
#include "models/families/objective.h"

namespace lb::models {

using engine::BatchShape;
using engine::DType;
using engine::Graph;
using engine::Scope;
using engine::Value;

namespace {

/// Target of a padded position (engine/data/batch_source.h).
constexpr std::int64_t kIgnored = -1;

/// The four tensors of a text batch; recorded whole, so that every graph takes the same batch.
struct TextInputs {
    TextInputs(Graph& graph, BatchShape shape)
        : tokens(graph.input("tokens", {shape.steps, shape.rows}, DType::I32))
        , decoderInput(graph.input("decoder_input", {shape.steps, shape.rows}, DType::I32))
        , targets(graph.input("targets", {shape.steps, shape.rows}, DType::I32))
        , lengths(graph.input("lengths", {shape.rows}, DType::I32))
    {
    }
    Value tokens, decoderInput, targets, lengths;
};

/// [rows], nats: summed over tokens.
Value negativeLogLikelihood(Value logits, Value targets)
{
    const Scope scope(logits.graph(), "likelihood");
    return engine::sum(engine::crossEntropy(logits, targets, kIgnored), {0});
}

const DataShape& requireSentences(std::string_view kind, const DataShape& data)
{
    if (data.vocabulary <= engine::TextSet::kUnknown)
        throw engine::ShapeError("text-" + std::string(kind),
                                 "this model reads sentences, but the data set has no vocabulary. Choose a text data "
                                 "set or an image model.");
    return data;
}

} // namespace

TextModel::TextModel(std::string_view encoderKind, const Config& config, const DataShape& data)
    : m_size(config.integer("latent.size"))
    , m_freeBits(freeBitsOf(config))
    , m_encoder(makeTextEncoder(encoderKind, config, requireSentences(encoderKind, data)))
    , m_decoder(makeTextDecoder(config, data))
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
    const Value logits = m_decoder->logits(latent.code, batch.decoderInput, batch.lengths, Mode::Training);
    return assembleTraining(negativeLogLikelihood(logits, batch.targets), latent, m_freeBits);
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
    const TextInputs batch(graph, shape);
    const Value z = graph.input("z", {shape.rows, m_size});
    const Value logits = m_decoder->logits(z, batch.decoderInput, batch.lengths, Mode::Evaluation);
    const Value correct = engine::sum(engine::correct(logits, batch.targets, kIgnored), {0});
    return {negativeLogLikelihood(logits, batch.targets), {}, correct};
}

DecodingGraph TextModel::recordDecoding(Graph& graph, BatchShape shape) const
{
    const Value z = graph.input("z", {shape.rows, m_size});
    const Value token = graph.input("token", {shape.rows}, DType::I32);
    const std::vector<std::string> names = m_decoder->stateNames();
    const std::vector<Value> start = m_decoder->start(z);
    std::vector<Value> states;
    for (std::size_t i = 0; i < names.size(); ++i)
        states.push_back(graph.input(names[i], start[i].shape()));
    const TextDecoder::Step step = m_decoder->step(z, token, states);
    DecodingGraph result{.output = step.logits};
    for (std::size_t i = 0; i < names.size(); ++i)
        result.states.push_back({names[i], start[i], step.states[i]});
    return result;
}

Family textFamily(const char* kind, const char* title)
{
    std::vector<ConfigField> fields = textEncoderFields(kind);
    for (const auto& part : {textDecoderFields(kind), latentFields(32)})
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
