#include "models/latents/batch_norm_split.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/layout.h"
#include "models/latents/gaussian_kl.h"

#include <cmath>

namespace lb::models {

using engine::Value;

namespace {

/// A normalised head passes through 0, where ln sigma^2 has no value.
Value guardedLog(Value variance)
{
    return engine::log(variance + 1e-12);
}

} // namespace

SplitScales splitScales(Value theta, double tau)
{
    return {engine::sqrt((1.0 - tau) * engine::sigmoid(theta) + tau),
            engine::sqrt((1.0 - tau) * engine::sigmoid(-theta))};
}

BatchNormSplitLatent::BatchNormSplitLatent(const LatentSettings& settings)
    : m_mean(latentHead("mean", settings))
    , m_deviation(latentHead("deviation", settings))
    , m_meanNorm("mean_norm", {.features = settings.size, .epsilon = settings.epsilon})
    , m_deviationNorm("deviation_norm", {.features = settings.size, .epsilon = settings.epsilon})
    , m_size(settings.size)
    , m_tau(settings.tau)
    , m_klFloor(-0.5 * static_cast<double>(settings.size) * std::log(1.0 - settings.tau))
{
}

BatchNormSplitLatent::Posterior BatchNormSplitLatent::posterior(Value features, Mode mode) const
{
    const BatchNorm::Output mean = m_meanNorm(m_mean(features), mode);
    const BatchNorm::Output deviation = m_deviationNorm(m_deviation(features), mode);
    const Value theta =
        features.graph().parameter("theta", {m_size}, {.kind = engine::Initializer::Kind::Constant}, features.dtype());
    const SplitScales scales = splitScales(theta, m_tau);
    return {mean.y * scales.mean, deviation.y * scales.deviation,
            engine::concat({mean.variance, deviation.variance}, 0)};
}

LatentTraining BatchNormSplitLatent::train(Value features) const
{
    const Posterior q = posterior(features, Mode::Training);
    const Value variance = engine::square(q.deviation);
    LatentTraining result;
    result.code = sampleGaussian(q.mean, q.deviation);
    result.klPerDimension = gaussianKl(q.mean, variance, guardedLog(variance));
    result.preNormVariance = q.preNormVariance;
    return result;
}

LatentEncoding BatchNormSplitLatent::encode(Value features) const
{
    const Posterior q = posterior(features, Mode::Evaluation);
    const Value variance = engine::square(q.deviation);
    LatentEncoding result;
    result.mean = q.mean;
    result.logVariance = guardedLog(variance);
    result.klPerDimension = gaussianKl(q.mean, variance, result.logVariance);
    return result;
}

} // namespace lb::models
