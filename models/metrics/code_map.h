#pragma once

#include "models/metrics/rows_view.h"

#include <functional>
#include <vector>

namespace lb::models {

/// How far a map is. Positions are [rows, 2] and change while it grows.
struct MapProgress {
    std::int64_t done = 0;
    std::int64_t total = 0;
    std::span<const float> positions;
};
/// Told between two steps; false ends the work with the positions as they are.
using MapWork = std::function<bool(const MapProgress&)>;

/// For each row its `k` nearest other rows, nearest first; of equal distances the earlier row.
struct NearestRows {
    int k = 0;
    std::vector<std::int32_t> rows; ///< [n, k]
    std::vector<double> distances;  ///< [n, k], Euclidean, by direct differences in double
    bool isComplete = true;         ///< false: `goesOn` ended it
};
/// Throws EngineError(InvalidArgument) unless 1 <= k < rows. `goesOn(done)` is asked now and then.
NearestRows nearestRows(RowsView x, int k, const std::function<bool(std::int64_t done)>& goesOn = {});

/// Positions along the first two principal axes, scaled so that the first coordinate has standard deviation
/// `deviation`, with a seeded grain of a thousandth of it, so that equal rows part.
std::vector<float> firstPositions(RowsView x, double deviation, std::uint64_t seed);

/// Do neighbours on the map neighbour in code space? 1: all of the k nearest do; 0.5 or so: chance. Costs n^2 log n.
/// Throws EngineError(InvalidArgument) unless 1 <= k < n / 2. Source: Venna & Kaski 2001.
double trustworthiness(RowsView x, RowsView map, int k);

} // namespace lb::models
