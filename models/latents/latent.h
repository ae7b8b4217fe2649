#pragma once

#include "engine/graph/graph.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lb::models {

/// What keeps a decoder smooth besides its training (RAE).
struct DecoderPenalty {
    enum class Kind {
        None,
        WeightDecay, ///< weight * sum of squares of the decoder's weights; biases are free
        Gradient,    ///< weight * squared Frobenius norm of d decoder(z) / dz, estimated along one random direction
        Spectral,    ///< each weight matrix divided by its largest singular value: no term in the loss
    };
    Kind kind = Kind::None;
    double weight = 0.0;
};

/// Settings of all latents; each reads those it knows.
struct LatentSettings {
    std::int64_t features = 0; ///< width of the encoder's output
    std::int64_t size = 0;     ///< d
    bool headsHaveBias = true;
    double headRange = 0.0;        ///< heads start uniform in [-range, range]; 0: 1/sqrt(features)
    double gamma = 0.6;            ///< bn-vae: fixed scale of the mean
    double epsilon = 1e-8;         ///< batch norm
    double tau = 0.5;              ///< bn-split: share of the unit variance that the mean keeps at least
    int neighbours = 1;            ///< eae: k
    double entropyWeight = 1.0;    ///< eae: lambda
    double delta = 0.15;           ///< delta-vae: least KL of each dimension, nats
    double kappa = 50.0;           ///< vmf: concentration
    double mmdWeight = 100.0;      ///< wae-mmd: lambda
    double codeWeight = 5e-3;      ///< rae: weight of |z|^2
    DecoderPenalty decoderPenalty; ///< rae
};

/// What a latent contributes to a training step.
struct LatentTraining {
    engine::Value code;            ///< [rows, d] for the decoder; sampled where the latent has noise
    engine::Value klPerDimension;  ///< [rows, d] nats; null without a KL
    engine::Value entropy;         ///< scalar, nats: k-NN entropy of the batch's codes; null unless EAE
    engine::Value penalty;         ///< scalar added to the loss, nats per example; null: none
    engine::Value preNormVariance; ///< [d] variance before batch norm (two heads: [2d]); null without batch norm
    std::vector<std::pair<std::string, engine::Value>> scalars{}; ///< more to log at every step, each a scalar
    DecoderPenalty decoderPenalty{};                              ///< asked of the objective, which knows the decoder
};

/// What a latent says of given inputs, without noise.
struct LatentEncoding {
    engine::Value mean;           ///< [rows, d]; without noise: the code; vMF: its direction, of length 1
    engine::Value logVariance;    ///< [rows, d] ln sigma^2; null without Gaussian noise
    engine::Value klPerDimension; ///< [rows, d]; null without a KL
};

/// How an encoder's features become a code: one of the project's subjects. Records graphs, holds no numbers. Immutable.
class Latent {
public:
    virtual ~Latent() = default;
    /// features: [rows, settings.features]. Records parameters in the current scope; batch statistics.
    virtual LatentTraining train(engine::Value features) const = 0;
    /// The same with running statistics and no noise.
    virtual LatentEncoding encode(engine::Value features) const = 0;
    virtual bool hasKl() const = 0;
    virtual bool isStochastic() const = 0;
    /// Smallest mean KL that the parametrisation allows in a training batch, nats; NaN where there is none.
    virtual double klFloor() const;
    /// Largest entropy that the parametrisation allows, nats; NaN where there is none.
    virtual double entropyCeiling() const;
};

/// "ae", "vae", "bn-vae", "bn-split", "delta-vae", "vmf", "eae", "wae-mmd", "rae".
const std::vector<std::string>& latentKinds();
/// Throws EngineError(InvalidArgument) for an unknown kind.
std::unique_ptr<Latent> makeLatent(std::string_view kind, const LatentSettings& settings);

} // namespace lb::models
