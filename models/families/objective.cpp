#include "models/families/objective.h"

#include "engine/core/error.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/random.h"
#include "engine/ops/reduce.h"
#include "models/latents/smallest.h"

namespace lb::models {

using engine::Value;

namespace {

bool isDecoderWeight(const engine::ParameterInfo& parameter)
{
    return parameter.trainable && parameter.decays && parameter.name.starts_with("decoder/");
}

/// Sum of squares over the decoder's weights.
Value decoderSquares(engine::Graph& graph, engine::DType dtype)
{
    Value total = graph.constant(0.0, dtype);
    const std::vector<engine::ParameterInfo> parameters = graph.parameters(); // a copy: the graph grows
    for (const engine::ParameterInfo& parameter : parameters)
        if (isDecoderWeight(parameter))
            total = total + engine::sum(engine::square(graph.value(parameter.value)));
    return total;
}

Value decoderTerm(const TrainingGraph& training, const LatentTraining& latent, const Decode& decode)
{
    switch (latent.decoderPenalty.kind) {
    case DecoderPenalty::Kind::WeightDecay:
        return decoderSquares(training.loss.graph(), training.loss.dtype());
    case DecoderPenalty::Kind::Gradient:
        if (!decode)
            throw engine::ShapeError("decoder penalty", "this decoder has no slope by the code. Choose l2 or none.");
        return stochasticSlope(decode, latent.code);
    case DecoderPenalty::Kind::Spectral: // the layers see to it
    case DecoderPenalty::Kind::None:
        break;
    }
    return {};
}

} // namespace

Value stochasticSlope(const Decode& decode, Value z)
{
    constexpr double kStep = 0.01;
    const Value step = kStep * engine::normalNoise(z);
    const Value slope = (decode(z + step) - decode(z - step)) * (0.5 / kStep);
    return engine::sum(engine::square(slope)) * (1.0 / static_cast<double>(z.shape()[0]));
}

TrainingGraph assembleTraining(Value reconstruction, const LatentTraining& latent, const FreeBits& freeBits,
                               const Decode& decode)
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
    for (const auto& [name, value] : latent.scalars)
        result.scalars.push_back({name, value});
    if (const Value term = decoderTerm(result, latent, decode); !term.isNull()) {
        const Value weighted = latent.decoderPenalty.weight * term;
        result.loss = result.loss + weighted;
        result.scalars.push_back({"decoder_penalty", weighted});
    }
    return result;
}

} // namespace lb::models
