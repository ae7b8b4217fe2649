#pragma once

#include "models/latents/heads.h"
#include "models/latents/latent.h"

namespace lb::models {

/// WAE-MMD (Tolstikhin et al. 2018): a deterministic code; the maximum mean discrepancy between the batch's codes and
/// as many draws from N(0, I) is added to the loss: reconstruction + lambda * MMD^2, inverse multiquadric kernel at
/// seven scales, unbiased (it may be negative). The paper's reconstruction is the squared error without 1/2: with the
/// Gaussian likelihood of this project lambda counts half as much as there. Parameters "code/...". Scalar "mmd".
class WassersteinLatent final : public Latent {
public:
    explicit WassersteinLatent(const LatentSettings& settings);
    /// Throws ShapeError with a sentence for the user when the batch has fewer than 2 rows.
    LatentTraining train(engine::Value features) const override;
    LatentEncoding encode(engine::Value features) const override;
    bool hasKl() const override { return false; }
    bool isStochastic() const override { return false; }

private:
    Linear m_code;
    double m_weight;
};

} // namespace lb::models
