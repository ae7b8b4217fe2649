#pragma once

#include "models/latents/heads.h"
#include "models/latents/latent.h"
#include "models/layers/batch_norm.h"

namespace lb::models {

/// The two scales of Su's split, of theta's shape: mean^2 + deviation^2 = 1.
struct SplitScales {
    engine::Value mean;      ///< gamma_mu = sqrt(tau + (1 - tau) sigmoid(theta))
    engine::Value deviation; ///< gamma_sigma = sqrt((1 - tau) sigmoid(-theta))
};
SplitScales splitScales(engine::Value theta, double tau);

/// BN-VAE with Su Jianlin's split (Scientific Spaces, 2020-05-06): batch norm without scale or shift on both heads, and
/// one trainable "theta" per dimension that divides the unit variance between them. The second head is the standard
/// deviation itself and may be negative. KL floor in a training batch: -(1/2) sum_j ln gamma_sigma,j^2
/// >= -(d/2) ln(1 - tau), by Jensen. Two heads have two norms: they must not share statistics (P6).
class BatchNormSplitLatent final : public Latent {
public:
    explicit BatchNormSplitLatent(const LatentSettings& settings);
    LatentTraining train(engine::Value features) const override;
    LatentEncoding encode(engine::Value features) const override;
    bool hasKl() const override { return true; }
    bool isStochastic() const override { return true; }
    double klFloor() const override { return m_klFloor; }

private:
    struct Posterior {
        engine::Value mean, deviation, preNormVariance;
    };
    Posterior posterior(engine::Value features, Mode mode) const;
    Linear m_mean;
    Linear m_deviation;
    BatchNorm m_meanNorm;
    BatchNorm m_deviationNorm;
    std::int64_t m_size;
    double m_tau;
    double m_klFloor;
};

} // namespace lb::models
