#pragma once

#include "models/families/model.h"

namespace lb::models {

/// "image-mlp": pixels -> hidden layers (ReLU) -> latent -> hidden layers (ReLU) -> pixels.
/// -log p(x|z), summed over pixels, nats, of l = the decoder's output:
///   bernoulli: softplus(l) - x l per pixel; grey targets leave the irreducible part sum H(x) in it;
///   gaussian:  (x - sigmoid(l))^2 / 2 + ln(2 pi) / 2 per pixel: unit variance, the constant included (720.4478 for
///              28x28), so that importance-weighted likelihoods are true ones.
Family imageMlpFamily();

} // namespace lb::models
