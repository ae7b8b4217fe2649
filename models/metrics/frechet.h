#pragma once

#include "models/metrics/rows_view.h"

#include <cstdint>
#include <vector>

namespace lb::models {

/// A Gaussian fitted to rows, or given.
struct GaussianFit {
    std::vector<double> mean;       ///< [d]
    std::vector<double> covariance; ///< [d, d], symmetric
};

/// Mean and covariance over N-1 of x: [rows, d]; needs two rows.
GaussianFit fitGaussian(RowsView x);
/// `count` rows from N(mean, covariance), [count, d], from the seed: "sample from the fitted Gaussian".
std::vector<float> drawGaussian(const GaussianFit& fit, std::int64_t count, std::uint64_t seed);

/// |m1 - m2|^2 + tr(S1 + S2 - 2 (S1^1/2 S2 S1^1/2)^1/2) by symmetric eigenvalues, negative ones taken as 0. Depends on
/// the features' scale and on the number of rows (biased upwards): compare only at equal numbers. Source: Heusel et al.
/// 2017.
double frechetDistance(const GaussianFit& a, const GaussianFit& b);

} // namespace lb::models
