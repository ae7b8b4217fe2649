#include "models/latents/gaussian_kl.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/random.h"

namespace lb::models {

using engine::Value;

Value gaussianKl(Value mean, Value variance, Value logVariance)
{
    return 0.5 * (engine::square(mean) + variance - logVariance - 1.0);
}

Value gaussianKl(Value mean, Value logVariance)
{
    return gaussianKl(mean, engine::exp(logVariance), logVariance);
}

Value clampLogVariance(Value logVariance)
{
    return engine::clamp(logVariance, -20.0, 20.0);
}

Value sampleGaussian(Value mean, Value deviation)
{
    return mean + deviation * engine::normalNoise(mean);
}

} // namespace lb::models
