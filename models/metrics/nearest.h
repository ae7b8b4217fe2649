#pragma once

#include "models/metrics/rows_view.h"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace lb::models {

/// Squared Euclidean distance by direct differences in double, given up (some value >= `enough`) once it exceeds
/// `enough`.
double squaredDistance(std::span<const float> a, std::span<const float> b,
                       double enough = std::numeric_limits<double>::infinity());

/// For each row the squared distance to its k-th nearest other row. The row itself is left out by its index, so equal
/// rows count as neighbours at distance 0. Throws EngineError(InvalidArgument) unless 1 <= k < rows.
std::vector<double> squaredNeighbourDistances(RowsView x, int k);

} // namespace lb::models
