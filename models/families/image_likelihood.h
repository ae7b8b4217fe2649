#pragma once

#include "models/families/model.h"

#include <string_view>

namespace lb::models {

/// p(x | z) over pixels in [0, 1], given the decoder's unbounded output l. -log p is summed over pixels, in nats:
///   bernoulli: softplus(l) - x l per pixel; grey targets leave the irreducible part sum H(x) in it;
///   gaussian:  (x - sigmoid(l))^2 / 2 + ln(2 pi) / 2 per pixel: unit variance, the constant included (720.4478 for
///              28x28), so that importance-weighted likelihoods are true ones.
class ImageLikelihood {
public:
    explicit ImageLikelihood(const Config& config);
    /// output, pixels: [rows, pixels] -> [rows], nats.
    engine::Value negativeLog(engine::Value output, engine::Value pixels) const;
    /// [rows, pixels] in (0, 1): the mean of p(x | z).
    engine::Value mean(engine::Value output) const;

private:
    bool m_isGaussian;
};

std::vector<ConfigField> imageLikelihoodFields();

} // namespace lb::models
