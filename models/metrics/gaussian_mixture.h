#pragma once

#include "models/metrics/rows_view.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace lb::models {

struct MixtureSettings {
    int components = 10; ///< as the RAE paper fits; fewer where there are fewer rows than 2 per component
    int maximumRounds = 100;
    double tolerance = 1e-4; ///< nats per row: a round that gains less is the last
    double ridge = 1e-6;     ///< added to every variance, so that a dead direction stays in the model
    std::uint64_t seed = 1;
};

/// A mixture of Gaussians with full covariances, fitted to codes by expectation maximisation from k-means++ centres:
/// the sampler of regularised autoencoders. Equal data and seeds give equal fits. Sources: Dempster et al. 1977; Arthur
/// & Vassilvitskii 2007; Ghosh et al. 2020.
class GaussianMixture {
public:
    /// `codes`: [n, d], n >= 2, else EngineError(InvalidArgument).
    GaussianMixture(RowsView codes, const MixtureSettings& settings);
    ~GaussianMixture();

    int components() const;
    /// Share of each component; they sum to 1.
    std::vector<double> weights() const;
    /// Centre of a component, [d].
    std::vector<double> mean(int component) const;
    /// Covariance of a component, [d, d].
    std::vector<double> covariance(int component) const;
    /// Mean ln density of rows [n, d], nats.
    double logLikelihood(RowsView codes) const;
    /// The same of the data it was fitted to, after each round: it never falls by more than rounding and the ridge.
    const std::vector<double>& history() const;
    /// `count` draws, [count, d].
    std::vector<float> sample(std::int64_t count, std::uint64_t seed) const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace lb::models
