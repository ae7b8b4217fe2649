#include "models/latents/wasserstein.h"

#include "engine/core/error.h"
#include "engine/ops/divergence.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/random.h"

namespace lb::models {

using engine::Value;

WassersteinLatent::WassersteinLatent(const LatentSettings& settings)
    : m_code(latentHead("code", settings))
    , m_weight(settings.mmdWeight)
{
}

LatentTraining WassersteinLatent::train(Value features) const
{
    if (features.shape()[0] < 2)
        throw engine::ShapeError("batch size", "the discrepancy between codes and prior needs at least 2 codes. Raise "
                                               "the batch size (32 or more).");
    LatentTraining result;
    result.code = m_code(features);
    const Value mmd =
        engine::imqMmd(result.code, engine::normalNoise(result.code), engine::imqScales(result.code.shape()[1]));
    result.penalty = m_weight * mmd;
    result.scalars = {{"mmd", mmd}};
    return result;
}

LatentEncoding WassersteinLatent::encode(Value features) const
{
    LatentEncoding result;
    result.mean = m_code(features);
    return result;
}

} // namespace lb::models
