#pragma once

#include "models/latents/latent.h"
#include "models/layers/linear.h"

namespace lb::models {

/// A linear map from the encoder's features to one number per latent dimension.
inline Linear latentHead(const char* name, const LatentSettings& settings)
{
    return Linear(name, {.inputs = settings.features,
                         .outputs = settings.size,
                         .hasBias = settings.headsHaveBias,
                         .range = settings.headRange});
}

} // namespace lb::models
