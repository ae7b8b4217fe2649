#include "models/latents/deterministic.h"

namespace lb::models {

LatentTraining DeterministicLatent::train(engine::Value features) const
{
    LatentTraining result;
    result.code = m_code(features);
    return result;
}

LatentEncoding DeterministicLatent::encode(engine::Value features) const
{
    LatentEncoding result;
    result.mean = m_code(features);
    return result;
}

} // namespace lb::models
