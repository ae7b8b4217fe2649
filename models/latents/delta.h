#pragma once

#include "models/latents/heads.h"
#include "models/latents/latent.h"

#include <utility>

namespace lb::models {

/// The two variances v, smaller and larger than 1, at which a Gaussian of mean 0 has KL delta from N(0, 1): the roots
/// of ln v - v + 1 + 2 delta = 0. delta > 0.
std::pair<double, double> deltaVariances(double delta);

/// delta-VAE (Razavi et al. 2019) with independent dimensions: a posterior that cannot come closer to the prior than
/// delta nats in any of them. The standard deviation lies between the roots above, and
///     mu = sqrt(2 delta + 1 + ln v - v + relu(m)),  v = sigma^2,
/// so that KL_j = delta + relu(m_j) / 2. The floor d delta may be met by a constant: it promises no information.
class DeltaLatent final : public Latent {
public:
    explicit DeltaLatent(const LatentSettings& settings);
    LatentTraining train(engine::Value features) const override;
    LatentEncoding encode(engine::Value features) const override;
    bool hasKl() const override { return true; }
    bool isStochastic() const override { return true; }
    double klFloor() const override { return m_klFloor; }

private:
    Linear m_mean;
    Linear m_deviation;
    double m_delta;
    double m_klFloor;
};

} // namespace lb::models
