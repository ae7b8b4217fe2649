#pragma once

#include "models/families/model.h"
#include "models/latents/free_bits.h"
#include "models/latents/latent.h"

namespace lb::models {

/// The loss that every family trains, nats per example, averaged over the batch:
///     loss = reconstruction + beta * klTerm(KL, free bits) + penalty + decoder penalty
/// (EAE's penalty: -lambda * entropy; the decoder penalty is RAE's, over the parameters named "decoder/..."). Scalars:
/// "reconstruction"; "kl" and "elbo" = -(reconstruction + kl), both without beta and free bits; "entropy";
/// "pre_bn_variance"; the latent's own; "decoder_penalty". Records the input "beta". `reconstruction`: [rows], summed
/// over pixels or tokens.
TrainingGraph assembleTraining(engine::Value reconstruction, const LatentTraining& latent, const FreeBits& freeBits);

} // namespace lb::models
