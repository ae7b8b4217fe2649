#include "models/families/objective.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/reduce.h"
#include "models/latents/smallest.h"

namespace lb::models {

using engine::Value;

TrainingGraph assembleTraining(Value reconstruction, const LatentTraining& latent, const FreeBits& freeBits)
{
    engine::Graph& graph = reconstruction.graph();
    const Value beta = graph.input("beta", {}, reconstruction.dtype());
    const engine::Scope scope(graph, "objective");
    TrainingGraph result;
    const Value mean = engine::mean(reconstruction);
    result.loss = mean;
    result.scalars.push_back({"reconstruction", mean});
    if (!latent.klPerDimension.isNull()) {
        const Value kl = klTerm(latent.klPerDimension, {});
        const bool isFree = freeBits.kind != FreeBits::Kind::None;
        result.loss = mean + beta * (isFree ? klTerm(latent.klPerDimension, freeBits) : kl);
        result.scalars.push_back({"kl", kl});
        result.scalars.push_back({"elbo", -(mean + kl)});
    }
    if (!latent.penalty.isNull())
        result.loss = result.loss + latent.penalty;
    if (!latent.entropy.isNull())
        result.scalars.push_back({"entropy", latent.entropy});
    if (!latent.preNormVariance.isNull())
        result.scalars.push_back({"pre_bn_variance", smallest(latent.preNormVariance)});
    return result;
}

} // namespace lb::models
