#include "models/families/image_model.h"

#include "engine/core/error.h"
#include "engine/ops/loss.h"
#include "engine/ops/reduce.h"
#include "models/families/latent_fields.h"
#include "models/families/objective.h"

namespace lb::models {

using engine::BatchShape;
using engine::Graph;
using engine::Scope;
using engine::Value;

namespace {

const DataShape& requireImages(std::string_view kind, const DataShape& data)
{
    if (data.pixels() < 1)
        throw engine::ShapeError(
            "image-" + std::string(kind),
            "this model reads images, but the data set has none. Choose an image data set or a text model.");
    return data;
}

} // namespace

ImageModel::ImageModel(std::string_view encoderKind, const Config& config, const DataShape& data)
    : m_pixels(requireImages(encoderKind, data).pixels())
    , m_size(config.integer("latent.size"))
    , m_freeBits(freeBitsOf(config))
    , m_likelihood(config)
    , m_encoder(makeImageEncoder(encoderKind, config, data))
    , m_decoder(makeImageDecoder(config, data))
    , m_latent(buildLatent(config, {.features = m_encoder->width()}))
{
    checkDecoderPenalty(config, false);
}

Value ImageModel::pixelsInput(Graph& graph, BatchShape shape) const
{
    return graph.input("pixels", {shape.rows, m_pixels});
}

Value ImageModel::codeInput(Graph& graph, BatchShape shape) const
{
    return graph.input("z", {shape.rows, m_size});
}

TrainingGraph ImageModel::recordTraining(Graph& graph, BatchShape shape) const
{
    const Value pixels = pixelsInput(graph, shape);
    const Value features = m_encoder->features(pixels, Mode::Training);
    const LatentTraining latent = [&] {
        const Scope scope(graph, "latent");
        return m_latent->train(features);
    }();
    const Value output = m_decoder->logits(latent.code, Mode::Training);
    const auto decode = [this](Value z) { return m_likelihood.mean(m_decoder->logits(z, Mode::Evaluation)); };
    TrainingGraph result = assembleTraining(m_likelihood.negativeLog(output, pixels), latent, m_freeBits, decode);
    if (const Value variance = m_likelihood.learnedVariance(graph); !variance.isNull())
        result.scalars.push_back({"pixel_variance", variance});
    return result;
}

EncodingGraph ImageModel::recordEncoding(Graph& graph, BatchShape shape) const
{
    const Value features = m_encoder->features(pixelsInput(graph, shape), Mode::Evaluation);
    const Scope scope(graph, "latent");
    const LatentEncoding q = m_latent->encode(features);
    return {q.mean, q.logVariance, q.klPerDimension};
}

ScoringGraph ImageModel::recordScoring(Graph& graph, BatchShape shape) const
{
    const Value pixels = pixelsInput(graph, shape);
    const Value output = m_decoder->logits(codeInput(graph, shape), Mode::Evaluation);
    const Value error = engine::squaredError(m_likelihood.mean(output), pixels);
    return {m_likelihood.negativeLog(output, pixels), engine::sum(error, {1}), {}};
}

DecodingGraph ImageModel::recordDecoding(Graph& graph, BatchShape shape) const
{
    DecodingGraph result;
    result.output = m_likelihood.mean(m_decoder->logits(codeInput(graph, shape), Mode::Evaluation));
    return result;
}

Family imageFamily(const char* kind, const char* title)
{
    std::vector<ConfigField> fields = imageEncoderFields(kind);
    for (const auto& part : {imageDecoderFields(kind), imageLikelihoodFields(), latentFields(16)})
        fields.insert(fields.end(), part.begin(), part.end());
    return {.id = std::string("image-") + kind,
            .title = title,
            .isText = false,
            .fields = fields,
            .build = [kind](const Config& config, const DataShape& data) -> std::unique_ptr<Model> {
                return std::make_unique<ImageModel>(kind, config, data);
            }};
}

} // namespace lb::models
