#include "models/latents/spherical.h"

#include "engine/core/error.h"
#include "engine/core/von_mises_fisher.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/layout.h"
#include "engine/ops/random.h"
#include "engine/ops/reduce.h"

namespace lb::models {

using engine::Value;

namespace {

std::int64_t checkedSize(std::int64_t size)
{
    if (size < 2)
        throw engine::ShapeError("latent size", "a von Mises-Fisher code lies on a sphere, which needs at least 2 "
                                                "dimensions. Set the latent size to 2 or more.");
    return size;
}

} // namespace

Value unitRows(Value x)
{
    constexpr double kGuard = 1e-20;
    return x / engine::sqrt(engine::sum(engine::square(x), {1}, true) + kGuard);
}

Value sampleVonMisesFisher(Value mean, double kappa)
{
    const Value noise = engine::normalNoise(mean);
    const Value across = unitRows(noise - engine::sum(noise * mean, {1}, true) * mean);
    const Value cosine = engine::vmfCosine(engine::slice(mean, 1, 0, 1), kappa, mean.shape()[1]);
    return cosine * mean + engine::sqrt(engine::relu(1.0 - engine::square(cosine))) * across;
}

SphericalLatent::SphericalLatent(const LatentSettings& settings)
    : m_direction(latentHead("direction", settings))
    , m_kappa(settings.kappa)
    , m_kl(engine::VonMisesFisher(settings.kappa, checkedSize(settings.size)).kl())
{
}

LatentTraining SphericalLatent::train(Value features) const
{
    const LatentEncoding q = encode(features);
    LatentTraining result;
    result.code = sampleVonMisesFisher(q.mean, m_kappa);
    result.klPerDimension = q.klPerDimension;
    return result;
}

LatentEncoding SphericalLatent::encode(Value features) const
{
    LatentEncoding result;
    result.mean = unitRows(m_direction(features));
    const Value share = features.graph().constant(m_kl / static_cast<double>(result.mean.shape()[1]), features.dtype());
    result.klPerDimension = engine::broadcastTo(share, result.mean.shape());
    return result;
}

} // namespace lb::models
