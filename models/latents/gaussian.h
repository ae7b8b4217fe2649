#pragma once

#include "models/latents/heads.h"
#include "models/latents/latent.h"

namespace lb::models {

/// Gaussian VAE: q(z|x) = N(mu, diag sigma^2), two linear heads "mean/..." and "log_variance/..."; ln sigma^2 is
/// limited to [-20, 20]. Source: Kingma & Welling 2014.
class GaussianLatent final : public Latent {
public:
    explicit GaussianLatent(const LatentSettings& settings)
        : m_mean(latentHead("mean", settings))
        , m_logVariance(latentHead("log_variance", settings))
    {
    }
    LatentTraining train(engine::Value features) const override;
    LatentEncoding encode(engine::Value features) const override;
    bool hasKl() const override { return true; }
    bool isStochastic() const override { return true; }

private:
    Linear m_mean;
    Linear m_logVariance;
};

} // namespace lb::models
