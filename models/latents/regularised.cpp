#include "models/latents/regularised.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/reduce.h"

namespace lb::models {

using engine::Value;

RegularisedLatent::RegularisedLatent(const LatentSettings& settings)
    : m_code(latentHead("code", settings))
    , m_weight(settings.codeWeight)
    , m_decoder(settings.decoderPenalty)
{
}

LatentTraining RegularisedLatent::train(Value features) const
{
    LatentTraining result;
    result.code = m_code(features);
    const Value length = engine::mean(engine::sum(engine::square(result.code), {1}));
    result.penalty = m_weight * length;
    result.scalars = {{"code_penalty", result.penalty}};
    result.decoderPenalty = m_decoder;
    return result;
}

LatentEncoding RegularisedLatent::encode(Value features) const
{
    LatentEncoding result;
    result.mean = m_code(features);
    return result;
}

} // namespace lb::models
