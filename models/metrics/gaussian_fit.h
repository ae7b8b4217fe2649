#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace lb::models {

/// One full-covariance Gaussian fitted to codes: the "gaussian" sampler beside N(0, I) (the "MVG" row of the RAE and
/// EAE papers).
class GaussianFit {
public:
    /// `codes`: [n, latent], n >= 2. A direction without variance stays without.
    GaussianFit(std::span<const float> codes, std::int64_t latent);
    ~GaussianFit();

    /// Maps draws from N(0, I), [count, latent], to draws from the fit: mean + L eps, with L the Cholesky factor.
    std::vector<float> transform(std::span<const float> noise) const;

private:
    struct Factors;
    std::unique_ptr<Factors> m_factors;
};

} // namespace lb::models
