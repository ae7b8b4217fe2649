#include "models/families/image_likelihood.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/loss.h"
#include "engine/ops/reduce.h"

#include <cmath>
#include <numbers>

namespace lb::models {

using engine::Value;

ImageLikelihood::ImageLikelihood(const Config& config)
    : m_isGaussian(config.text("objective.likelihood") == "gaussian")
{
}

Value ImageLikelihood::mean(Value output) const
{
    return engine::sigmoid(output);
}

Value ImageLikelihood::negativeLog(Value output, Value pixels) const
{
    const engine::Scope scope(output.graph(), "likelihood");
    if (!m_isGaussian)
        return engine::sum(engine::bceWithLogits(output, pixels), {1});
    const double constant = 0.5 * static_cast<double>(pixels.shape()[1]) * std::log(2.0 * std::numbers::pi);
    return 0.5 * engine::sum(engine::squaredError(mean(output), pixels), {1}) + constant;
}

std::vector<ConfigField> imageLikelihoodFields()
{
    return {
        {.key = "objective.likelihood",
         .label = "Likelihood",
         .defaultValue = std::string("bernoulli"),
         .choices = {"bernoulli", "gaussian"},
         .help = "What the reconstruction loss measures, summed over pixels: binary cross-entropy, or half the squared "
                 "error plus the constant of a unit-variance Gaussian.",
         .section = "Objective"},
    };
}

} // namespace lb::models
