#pragma once

#include "models/latents/heads.h"
#include "models/latents/latent.h"

namespace lb::models {

/// Plain autoencoder: the code is a linear map of the features. No noise, no KL. Parameters "code/...".
class DeterministicLatent final : public Latent {
public:
    explicit DeterministicLatent(const LatentSettings& settings)
        : m_code(latentHead("code", settings))
    {
    }
    LatentTraining train(engine::Value features) const override;
    LatentEncoding encode(engine::Value features) const override;
    bool hasKl() const override { return false; }
    bool isStochastic() const override { return false; }

private:
    Linear m_code;
};

} // namespace lb::models
