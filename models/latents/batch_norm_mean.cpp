#include "models/latents/batch_norm_mean.h"

#include "engine/ops/elementwise.h"
#include "models/latents/gaussian_kl.h"

namespace lb::models {

using engine::Value;

BatchNormMeanLatent::BatchNormMeanLatent(const LatentSettings& settings)
    : m_mean(latentHead("mean", settings))
    , m_logVariance(latentHead("log_variance", settings))
    , m_norm("mean_norm",
             {.features = settings.size, .epsilon = settings.epsilon, .fixedScale = settings.gamma, .hasShift = true})
    , m_klFloor(static_cast<double>(settings.size) * settings.gamma * settings.gamma / 2.0)
{
}

LatentTraining BatchNormMeanLatent::train(Value features) const
{
    const BatchNorm::Output mean = m_norm(m_mean(features), Mode::Training);
    const Value logVariance = clampLogVariance(m_logVariance(features));
    LatentTraining result;
    result.code = sampleGaussian(mean.y, engine::exp(0.5 * logVariance));
    result.klPerDimension = gaussianKl(mean.y, logVariance);
    result.preNormVariance = mean.variance;
    return result;
}

LatentEncoding BatchNormMeanLatent::encode(Value features) const
{
    LatentEncoding result;
    result.mean = m_norm(m_mean(features), Mode::Evaluation).y;
    result.logVariance = clampLogVariance(m_logVariance(features));
    result.klPerDimension = gaussianKl(result.mean, result.logVariance);
    return result;
}

} // namespace lb::models
