#include "models/latents/entropic.h"

#include "engine/core/error.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/neighbours.h"

#include <cmath>
#include <numbers>

namespace lb::models {

using engine::Value;

EntropicLatent::EntropicLatent(const LatentSettings& settings)
    : m_code(latentHead("code", settings))
    , m_norm("code_norm", {.features = settings.size, .epsilon = settings.epsilon})
    , m_neighbours(settings.neighbours)
    , m_entropyWeight(settings.entropyWeight)
    , m_entropyCeiling(static_cast<double>(settings.size) / 2.0 * std::log(2.0 * std::numbers::pi * std::numbers::e))
{
}

LatentTraining EntropicLatent::train(Value features) const
{
    const std::int64_t rows = features.shape()[0];
    if (rows <= m_neighbours)
        throw engine::ShapeError(
            "batch size",
            "the entropy of " + std::to_string(rows) + " codes cannot be estimated with " +
                std::to_string(m_neighbours) +
                " neighbours, because each code needs that many others. Raise the batch size (32 or more), or lower "
                "the neighbours k.");
    const BatchNorm::Output code = m_norm(m_code(features), Mode::Training);
    LatentTraining result;
    result.code = code.y;
    result.entropy = engine::knnEntropy(code.y, m_neighbours);
    result.penalty = -m_entropyWeight * result.entropy;
    result.preNormVariance = code.variance;
    return result;
}

LatentEncoding EntropicLatent::encode(Value features) const
{
    LatentEncoding result;
    result.mean = m_norm(m_code(features), Mode::Evaluation).y;
    return result;
}

} // namespace lb::models
