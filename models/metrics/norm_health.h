#pragma once

#include "models/metrics/rows_view.h"

#include <optional>
#include <span>
#include <string>

namespace lb::models {

/// Share of gamma^2 that batch norm keeps when its input has variance v: v / (v + epsilon). The KL floor shrinks with
/// it (pitfall P1): 0.0909 for v = 1e-6 and epsilon = 1e-5.
double keptFloor(double preNormVariance, double epsilon);
/// A sentence when less than 90% is kept: what, why, what to do.
std::optional<std::string> keptFloorWarning(double preNormVariance, double epsilon);

/// How well running statistics fit held-out data (pitfall P2): BN-VAE's floor holds in evaluation only as well as this.
struct NormFit {
    double worstMeanOffset = 0.0;     ///< max |mean mu_j - shift_j|; good up to 0.1
    double smallestVarianceRatio = 1; ///< min Var mu_j / gamma^2; good in [0.9, 1.1]
    double largestVarianceRatio = 1;
    bool isGood() const
    {
        return worstMeanOffset <= 0.1 && smallestVarianceRatio >= 0.9 && largestVarianceRatio <= 1.1;
    }
};
/// means: [rows, d] in evaluation mode; shift: [d], the trained shift of the norm, or empty for zeros.
NormFit normFit(RowsView means, double gamma, std::span<const float> shift);

} // namespace lb::models
