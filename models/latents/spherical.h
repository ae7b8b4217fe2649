#pragma once

#include "models/latents/heads.h"
#include "models/latents/latent.h"

namespace lb::models {

/// x / |x|, row by row; a row of zeros stays zero. x: [rows, d].
engine::Value unitRows(engine::Value x);

/// Draws from von Mises-Fisher distributions around unit rows: z = w mu + sqrt(1 - w^2) v, with w from "vmf_cosine" and
/// v a uniform direction across mu. Gradients flow through mu; the noise depends on no parameter. mu: [rows, d].
engine::Value sampleVonMisesFisher(engine::Value mean, double kappa);

/// vMF-VAE (Xu & Durrett 2018; Davidson et al. 2018): codes on the unit sphere in d >= 2 dimensions, q(z|x) a von
/// Mises-Fisher distribution with a trained direction and a fixed concentration kappa, the prior uniform. The KL is one
/// constant, so nothing can make it vanish, and it trains nothing; `klPerDimension` gives each dimension an equal
/// share, because the sphere has no axes. Evaluation: mean is the direction, there is no ln sigma^2. Parameters
/// "direction/...".
class SphericalLatent final : public Latent {
public:
    /// Throws ShapeError with a sentence for the user when d is 1.
    explicit SphericalLatent(const LatentSettings& settings);
    LatentTraining train(engine::Value features) const override;
    LatentEncoding encode(engine::Value features) const override;
    bool hasKl() const override { return true; }
    bool isStochastic() const override { return true; }
    double klFloor() const override { return m_kl; }

private:
    Linear m_direction;
    double m_kappa;
    double m_kl;
};

} // namespace lb::models
