#pragma once

#include "models/families/model.h"

#include <string_view>

namespace lb::models {

/// p(x | z) over pixels in [0, 1], given the decoder's unbounded output l. -log p is summed over D pixels, in nats:
///   bernoulli: softplus(l) - x l per pixel; grey targets leave the irreducible part sum H(x) in it;
///   gaussian:  sum (x - sigmoid(l))^2 / (2 g^2) + (D/2) ln(2 pi g^2), g^2 = "objective.variance". The constant is in
///   it
///              (720.4478 for 28x28 and g^2 = 1), so that importance-weighted likelihoods are true ones;
///   gaussian-learned: the same, g^2 being one trained number for all pixels, "likelihood/log_variance" its logarithm,
///              which starts at that of "objective.variance". Its best value is the mean squared error of a pixel (Dai
///              & Wipf 2019; Rybkin et al. 2021).
class ImageLikelihood {
public:
    explicit ImageLikelihood(const Config& config);
    /// output, pixels: [rows, pixels] -> [rows], nats.
    engine::Value negativeLog(engine::Value output, engine::Value pixels) const;
    /// [rows, pixels] in (0, 1): the mean of p(x | z).
    engine::Value mean(engine::Value output) const;
    /// g^2, a scalar of the graph; null where it is not learned.
    engine::Value learnedVariance(engine::Graph& graph) const;

private:
    enum class Kind { Bernoulli, Gaussian, LearnedGaussian };
    engine::Value logVariance(engine::Graph& graph, engine::DType dtype) const;
    Kind m_kind;
    double m_variance;
};

std::vector<ConfigField> imageLikelihoodFields();

} // namespace lb::models
