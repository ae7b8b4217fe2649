#pragma once

#include "models/metrics/rows_view.h"

#include <vector>

namespace lb::models {

/// KL of a data set, in nats: the total is the sum of `perDimension`, each the mean over rows.
struct KlSplit {
    double total = 0.0;
    std::vector<double> perDimension;
    int deadDimensions = 0; ///< those below 0.01 nats
};
/// klPerDimension: [rows, d].
KlSplit splitKl(RowsView klPerDimension);

/// Dimensions whose posterior mean varies over the data: Var_x[mu_j] >= threshold, variance over N-1. 0 for fewer than
/// two rows. Batch norm on the mean saturates it (P5): read it with the shuffle gap. Source: Burda et al. 2016.
int activeUnits(RowsView means, double threshold = 0.01);

/// q(z) = mean over x of q(z|x), per dimension. The variance is Var[mu] + E[sigma^2]; without noise Var of the codes.
struct AggregatedPosterior {
    std::vector<double> mean;
    std::vector<double> variance;
};
/// logVariances may be empty (AE, EAE). Variances over N.
AggregatedPosterior aggregatedPosterior(RowsView means, RowsView logVariances);

} // namespace lb::models
