#pragma once

#include "models/families/config.h"
#include "models/latents/free_bits.h"
#include "models/latents/latent.h"

#include <memory>

namespace lb::models {

/// The settings that every family offers: latent.* and objective.free_bits*.
std::vector<ConfigField> latentFields(std::int64_t defaultSize);

/// The latent that `config` describes; `base` gives what the family decides (features, biases, initial range).
std::unique_ptr<Latent> buildLatent(const Config& config, LatentSettings base);
/// RAE's decoder is to be smooth by spectral norm. Only the image decoders "mlp" and "conv" can be.
bool hasSpectralDecoder(const Config& config);
/// Throws ShapeError with a sentence for the user when the config wants a decoder penalty that the decoder does not
/// have: spectral norm of another decoder, the gradient of a text decoder.
void checkDecoderPenalty(const Config& config, bool isText);
FreeBits freeBitsOf(const Config& config);

} // namespace lb::models
