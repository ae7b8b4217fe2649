#include "models/families/image_mlp.h"

#include "engine/core/error.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/loss.h"
#include "engine/ops/reduce.h"
#include "models/families/latent_fields.h"
#include "models/families/objective.h"
#include "models/layers/mlp.h"

#include <cmath>
#include <numbers>

namespace lb::models {

namespace {

using engine::BatchShape;
using engine::Graph;
using engine::Scope;
using engine::Value;

std::vector<std::int64_t> widths(std::int64_t first, std::int64_t hidden, std::int64_t layers)
{
    std::vector<std::int64_t> result{first};
    result.insert(result.end(), static_cast<std::size_t>(layers), hidden);
    return result;
}

class ImageMlp final : public Model {
public:
    ImageMlp(const Config& config, const DataShape& data)
        : m_pixels(data.pixels)
        , m_size(config.integer("latent.size"))
        , m_isGaussian(config.text("objective.likelihood") == "gaussian")
        , m_freeBits(freeBitsOf(config))
        , m_encoderWidths(widths(m_pixels, config.integer("encoder.hidden"), config.integer("encoder.layers")))
        , m_decoderWidths(widths(m_size, config.integer("decoder.hidden"), config.integer("decoder.layers")))
        , m_encoder("encoder", m_encoderWidths)
        , m_decoder("decoder", m_decoderWidths)
        , m_pixelsHead("pixels", {.inputs = m_decoderWidths.back(), .outputs = m_pixels})
        , m_latent(buildLatent(config, {.features = m_encoderWidths.back()}))
    {
    }
    std::int64_t latentSize() const override { return m_size; }
    bool isText() const override { return false; }
    bool hasKl() const override { return m_latent->hasKl(); }
    bool isStochastic() const override { return m_latent->isStochastic(); }
    Theory theory() const override { return {m_latent->klFloor(), m_latent->entropyCeiling()}; }

    TrainingGraph recordTraining(Graph& graph, BatchShape shape) const override
    {
        const Value pixels = pixelsInput(graph, shape);
        const Value features = m_encoder(pixels);
        const LatentTraining latent = [&] {
            const Scope scope(graph, "latent");
            return m_latent->train(features);
        }();
        return assembleTraining(negativeLogLikelihood(logits(latent.code), pixels), latent, m_freeBits);
    }

    EncodingGraph recordEncoding(Graph& graph, BatchShape shape) const override
    {
        const Value features = m_encoder(pixelsInput(graph, shape));
        const Scope scope(graph, "latent");
        const LatentEncoding q = m_latent->encode(features);
        return {q.mean, q.logVariance, q.klPerDimension};
    }

    ScoringGraph recordScoring(Graph& graph, BatchShape shape) const override
    {
        const Value pixels = pixelsInput(graph, shape);
        const Value output = logits(codeInput(graph, shape));
        const Value error = engine::squaredError(engine::sigmoid(output), pixels);
        return {negativeLogLikelihood(output, pixels), engine::sum(error, {1}), {}};
    }

    DecodingGraph recordDecoding(Graph& graph, BatchShape shape) const override
    {
        DecodingGraph result;
        result.output = engine::sigmoid(logits(codeInput(graph, shape)));
        return result;
    }

private:
    Value pixelsInput(Graph& graph, BatchShape shape) const { return graph.input("pixels", {shape.rows, m_pixels}); }
    Value codeInput(Graph& graph, BatchShape shape) const { return graph.input("z", {shape.rows, m_size}); }

    /// z: [rows, latent] -> [rows, pixels].
    Value logits(Value z) const
    {
        const Value hidden = m_decoder(z);
        const Scope scope(z.graph(), "decoder");
        return m_pixelsHead(hidden);
    }

    /// [rows], nats; see imageMlpFamily.
    Value negativeLogLikelihood(Value output, Value pixels) const
    {
        const Scope scope(output.graph(), "likelihood");
        if (!m_isGaussian)
            return engine::sum(engine::bceWithLogits(output, pixels), {1});
        const double constant = 0.5 * static_cast<double>(m_pixels) * std::log(2.0 * std::numbers::pi);
        return 0.5 * engine::sum(engine::squaredError(engine::sigmoid(output), pixels), {1}) + constant;
    }

    std::int64_t m_pixels;
    std::int64_t m_size;
    bool m_isGaussian;
    FreeBits m_freeBits;
    std::vector<std::int64_t> m_encoderWidths;
    std::vector<std::int64_t> m_decoderWidths;
    Mlp m_encoder;
    Mlp m_decoder;
    Linear m_pixelsHead;
    std::unique_ptr<Latent> m_latent;
};

ConfigField hiddenField(const char* key, const char* label, const char* help)
{
    return {.key = key,
            .label = label,
            .defaultValue = std::int64_t{400},
            .minimum = 1,
            .maximum = 16384,
            .unit = "units",
            .help = help,
            .section = "Model"};
}

ConfigField layersField(const char* key, const char* label)
{
    return {.key = key,
            .label = label,
            .defaultValue = std::int64_t{1},
            .minimum = 0,
            .maximum = 8,
            .help = "Hidden layers with ReLU; 0 makes this half of the model linear.",
            .section = "Model"};
}

std::vector<ConfigField> imageMlpFields()
{
    std::vector<ConfigField> fields{
        hiddenField("encoder.hidden", "Encoder width", "Units in each hidden layer between the pixels and the code."),
        layersField("encoder.layers", "Encoder layers"),
        hiddenField("decoder.hidden", "Decoder width", "Units in each hidden layer between the code and the pixels."),
        layersField("decoder.layers", "Decoder layers"),
        {.key = "objective.likelihood",
         .label = "Likelihood",
         .defaultValue = std::string("bernoulli"),
         .choices = {"bernoulli", "gaussian"},
         .help = "What the reconstruction loss measures, summed over pixels: binary cross-entropy, or half the squared "
                 "error plus the constant of a unit-variance Gaussian.",
         .section = "Objective"},
    };
    const std::vector<ConfigField> latent = latentFields(16);
    fields.insert(fields.end(), latent.begin(), latent.end());
    return fields;
}

std::unique_ptr<Model> buildImageMlp(const Config& config, const DataShape& data)
{
    if (data.pixels < 1)
        throw engine::ShapeError(
            "image-mlp",
            "this model reads images, but the data set has none. Choose an image data set or a text model.");
    return std::make_unique<ImageMlp>(config, data);
}

} // namespace

Family imageMlpFamily()
{
    return {
        .id = "image-mlp", .title = "Image MLP", .isText = false, .fields = imageMlpFields(), .build = buildImageMlp};
}

} // namespace lb::models
