#pragma once

#include "models/latents/heads.h"
#include "models/latents/latent.h"
#include "models/layers/batch_norm.h"

namespace lb::models {

/// Entropic autoencoder (Ghose, Rashwan & Poupart, UAI 2020): a code with batch norm (no scale, no shift) whose
/// Kozachenko-Leonenko entropy is rewarded: loss = reconstruction - lambda * H_k(batch), H summed over dimensions.
/// Among densities with mean 0 and variance 1 the standard normal has the largest entropy, (d/2) ln(2 pi e). The norm
/// stands before the entropy: without it H(a Z) = H(Z) + d ln a sends the codes to infinity (P10).
class EntropicLatent final : public Latent {
public:
    explicit EntropicLatent(const LatentSettings& settings);
    /// Throws ShapeError with a sentence for the user when the batch has too few rows for k neighbours.
    LatentTraining train(engine::Value features) const override;
    LatentEncoding encode(engine::Value features) const override;
    bool hasKl() const override { return false; }
    bool isStochastic() const override { return false; }
    double entropyCeiling() const override { return m_entropyCeiling; }

private:
    Linear m_code;
    BatchNorm m_norm;
    int m_neighbours;
    double m_entropyWeight;
    double m_entropyCeiling;
};

} // namespace lb::models
