#pragma once

#include "models/latents/heads.h"
#include "models/latents/latent.h"

namespace lb::models {

/// Regularised autoencoder (Ghosh et al. 2020): a deterministic code, small by a penalty, and a smooth decoder:
///     loss = reconstruction + codeWeight |z|^2 + the decoder's regulariser (DecoderPenalty).
/// There is no prior: new data come from a distribution fitted to the codes afterwards (a mixture of 10 Gaussians in
/// the paper). Weights here go with reconstructions summed over pixels; the paper's code averages over pixels and
/// dimensions, which makes its 1e-4 (d = 16, 32 x 32 pixels) our 0.0064. Parameters "code/...". Scalar "code_penalty".
class RegularisedLatent final : public Latent {
public:
    explicit RegularisedLatent(const LatentSettings& settings);
    LatentTraining train(engine::Value features) const override;
    LatentEncoding encode(engine::Value features) const override;
    bool hasKl() const override { return false; }
    bool isStochastic() const override { return false; }

private:
    Linear m_code;
    double m_weight;
    DecoderPenalty m_decoder;
};

} // namespace lb::models
