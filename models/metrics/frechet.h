#pragma once

#include "models/metrics/rows_view.h"

#include <vector>

namespace lb::models {

/// Mean and covariance of features: all that the Frechet distance looks at.
struct FeatureMoments {
    std::vector<double> mean;       ///< [d]
    std::vector<double> covariance; ///< [d, d], symmetric
};

/// Of x: [rows, d], the covariance over N-1; needs two rows.
FeatureMoments featureMoments(RowsView x);

/// |m1 - m2|^2 + tr(S1 + S2 - 2 (S1^1/2 S2 S1^1/2)^1/2) by symmetric eigenvalues, negative ones taken as 0. Depends on
/// the features' scale and on the number of rows (biased upwards): compare only at equal numbers. Source: Heusel et al.
/// 2017.
double frechetDistance(const FeatureMoments& a, const FeatureMoments& b);

} // namespace lb::models
