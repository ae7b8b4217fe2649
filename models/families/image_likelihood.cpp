#include "models/families/image_likelihood.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/layout.h"
#include "engine/ops/loss.h"
#include "engine/ops/reduce.h"
#include "models/latents/gaussian_kl.h"

#include <cmath>
#include <numbers>

namespace lb::models {

using engine::Value;

ImageLikelihood::ImageLikelihood(const Config& config)
    : m_kind(config.text("objective.likelihood") == "bernoulli"  ? Kind::Bernoulli
             : config.text("objective.likelihood") == "gaussian" ? Kind::Gaussian
                                                                 : Kind::LearnedGaussian)
    , m_variance(config.real("objective.variance"))
{
}

Value ImageLikelihood::mean(Value output) const
{
    return engine::sigmoid(output);
}

Value ImageLikelihood::logVariance(engine::Graph& graph, engine::DType dtype) const
{
    const double start = std::log(m_variance);
    if (m_kind == Kind::Gaussian)
        return graph.constant(start, dtype);
    const engine::Scope scope(graph, "likelihood");
    const Value trained =
        graph.parameter("log_variance", {1}, {.kind = engine::Initializer::Kind::Constant, .scale = start}, dtype);
    return engine::reshape(clampLogVariance(trained), {});
}

Value ImageLikelihood::learnedVariance(engine::Graph& graph) const
{
    return m_kind == Kind::LearnedGaussian ? engine::exp(logVariance(graph, engine::DType::F32)) : Value();
}

Value ImageLikelihood::negativeLog(Value output, Value pixels) const
{
    const Value logarithm = m_kind == Kind::Bernoulli ? Value() : logVariance(output.graph(), output.dtype());
    const engine::Scope scope(output.graph(), "likelihood");
    if (m_kind == Kind::Bernoulli)
        return engine::sum(engine::bceWithLogits(output, pixels), {1});
    const Value error = engine::sum(engine::squaredError(mean(output), pixels), {1});
    const double halfPixels = 0.5 * static_cast<double>(pixels.shape()[1]);
    return 0.5 * engine::exp(-logarithm) * error + halfPixels * (logarithm + std::log(2.0 * std::numbers::pi));
}

std::vector<ConfigField> imageLikelihoodFields()
{
    return {
        {.key = "objective.likelihood",
         .label = "Likelihood",
         .defaultValue = std::string("bernoulli"),
         .choices = {"bernoulli", "gaussian", "gaussian-learned"},
         .help =
             "What the reconstruction loss measures, summed over pixels: binary cross-entropy, or the squared error "
             "under a Gaussian of fixed or of trained variance, with its constant.",
         .section = "Objective"},
        {.key = "objective.variance",
         .label = "Pixel variance",
         .defaultValue = 1.0,
         .minimum = 1e-6,
         .maximum = 1e6,
         .help = "Variance of a pixel around the drawn image, or where its training starts. Smaller ones weigh the "
                 "error more against the KL: with 0.5 the loss is the plain squared error.",
         .section = "Objective",
         .dependsOn = "objective.likelihood",
         .dependsOnValues = {"gaussian", "gaussian-learned"}},
    };
}

} // namespace lb::models
