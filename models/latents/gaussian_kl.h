#pragma once

#include "engine/graph/graph.h"

namespace lb::models {

/// KL(N(mu, sigma^2) || N(0, 1)) per element, nats: (mu^2 + sigma^2 - ln sigma^2 - 1) / 2. All of one shape.
/// Source: Kingma & Welling 2014, appendix B.
engine::Value gaussianKl(engine::Value mean, engine::Value variance, engine::Value logVariance);
/// The same from ln sigma^2 alone.
engine::Value gaussianKl(engine::Value mean, engine::Value logVariance);

/// ln sigma^2 limited to [-20, 20]: exp overflows F32 past 88, and its square past 44.
engine::Value clampLogVariance(engine::Value logVariance);

/// mean + deviation * noise, noise ~ N(0, 1) from the step's random key. `deviation` may be negative: the noise is
/// symmetric.
engine::Value sampleGaussian(engine::Value mean, engine::Value deviation);

} // namespace lb::models
