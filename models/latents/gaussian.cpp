#include "models/latents/gaussian.h"

#include "engine/ops/elementwise.h"
#include "models/latents/gaussian_kl.h"

namespace lb::models {

using engine::Value;

LatentTraining GaussianLatent::train(Value features) const
{
    const LatentEncoding q = encode(features);
    LatentTraining result;
    result.code = sampleGaussian(q.mean, engine::exp(0.5 * q.logVariance));
    result.klPerDimension = q.klPerDimension;
    return result;
}

LatentEncoding GaussianLatent::encode(Value features) const
{
    LatentEncoding result;
    result.mean = m_mean(features);
    result.logVariance = clampLogVariance(m_logVariance(features));
    result.klPerDimension = gaussianKl(result.mean, result.logVariance);
    return result;
}

} // namespace lb::models
