#pragma once

#include "models/families/model.h"
#include "models/latents/free_bits.h"
#include "models/latents/latent.h"

#include <functional>

namespace lb::models {

/// z: [rows, latent] -> what the decoder makes of it, [rows, ...].
using Decode = std::function<engine::Value(engine::Value)>;

/// Squared Frobenius norm of the Jacobian d decode(z) / dz, averaged over rows, in a stochastic form that needs no
/// second derivatives: |J u|^2 along one direction u ~ N(0, I) per row, whose mean is |J|^2, with J u taken as the
/// difference (decode(z + h u) - decode(z - h u)) / 2h, h = 0.01.
engine::Value stochasticSlope(const Decode& decode, engine::Value z);

/// The loss that every family trains, nats per example, averaged over the batch:
///     loss = reconstruction + beta * klTerm(KL, free bits) + penalty + decoder penalty
/// (EAE's penalty: -lambda * entropy; the decoder penalty is RAE's, over the parameters named "decoder/..."). Scalars:
/// "reconstruction"; "kl" and "elbo" = -(reconstruction + kl), both without beta and free bits; "entropy";
/// "pre_bn_variance"; the latent's own; "decoder_penalty". Records the input "beta". `reconstruction`: [rows], summed
/// over pixels or tokens.
/// `decode` maps codes to what the decoder draws, in evaluation mode; the gradient penalty asks for it, and without one
/// it throws ShapeError.
TrainingGraph assembleTraining(engine::Value reconstruction, const LatentTraining& latent, const FreeBits& freeBits,
                               const Decode& decode = {});

} // namespace lb::models
