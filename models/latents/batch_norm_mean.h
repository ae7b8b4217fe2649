#pragma once

#include "models/latents/heads.h"
#include "models/latents/latent.h"
#include "models/layers/batch_norm.h"

namespace lb::models {

/// BN-VAE (Zhu et al., ACL 2020): batch norm on the mean head alone, its scale gamma fixed, its shift trainable; the
/// log-variance head is untouched. Then in every training batch, with v the variance before batch norm,
///     mean KL >= (d/2) (gamma^2 v/(v+epsilon) + shift^2) >= d gamma^2/2   as epsilon/v -> 0.
/// Keep epsilon at 1e-8 or below: with 1e-5 an adaptive optimiser shrinks v under epsilon and the floor is gone (P1).
class BatchNormMeanLatent final : public Latent {
public:
    explicit BatchNormMeanLatent(const LatentSettings& settings);
    LatentTraining train(engine::Value features) const override;
    LatentEncoding encode(engine::Value features) const override;
    bool hasKl() const override { return true; }
    bool isStochastic() const override { return true; }
    double klFloor() const override { return m_klFloor; }

private:
    Linear m_mean;
    Linear m_logVariance;
    BatchNorm m_norm;
    double m_klFloor;
};

} // namespace lb::models
