#pragma once

#include "models/metrics/rows_view.h"

#include <cstdint>

namespace lb::models {

/// Kozachenko-Leonenko estimate of the entropy of codes, in nats.
struct NeighbourEntropy {
    double entropy = 0.0;
    std::int64_t rows = 0;
    std::int64_t width = 0;
    int neighbours = 0;
    /// Rows whose k-th neighbour lies at distance 0 (repeated codes); their distance is floored at 1e-6, so the
    /// estimate is finite but too low. More than 0 deserves a warning.
    std::int64_t duplicates = 0;
};

/// H_k = (d/n) sum_i ln eps_k(i) + ln B_d + psi(n) - psi(k), eps_k(i) the distance to the k-th nearest other row, by
/// direct differences in double; O(n^2 d). Throws EngineError(InvalidArgument) unless 1 <= k < n. Source: Kozachenko &
/// Leonenko 1987; Singh & Poczos 2016 (arXiv 1506.06501).
NeighbourEntropy neighbourEntropy(RowsView codes, int k);

/// The largest entropy of a distribution with unit variances: (d/2) ln(2 pi e), the standard normal's.
double gaussianCeiling(std::int64_t d);

/// The same estimator on fresh N(0, I) samples of the same n and d: its bias is not small (d = 32, n = 1000, k = 3:
/// +3.2 nats), so an estimate may exceed the ceiling. Depends on its arguments alone: worth keeping.
struct GaussianReference {
    double mean = 0.0;              ///< of the repetitions
    double standardDeviation = 0.0; ///< of one estimate; NaN for one repetition
    double bias = 0.0;              ///< mean - ceiling
    int repetitions = 0;
};
struct GaussianReferenceRequest {
    std::int64_t rows = 0;
    std::int64_t width = 0;
    int neighbours = 3;
    int repetitions = 5;
    std::uint64_t seed = 1;
};
GaussianReference gaussianReference(const GaussianReferenceRequest& request);

/// How far codes are from the Gaussian: the bias cancels to first order.
struct EntropyGap {
    double gap = 0.0;           ///< estimate - reference mean, nats; 0 for Gaussian codes, negative otherwise
    double standardError = 0.0; ///< sd * sqrt(1 + 1/repetitions): the estimate's own sd taken as the Gaussian's
};
EntropyGap entropyGap(const NeighbourEntropy& estimate, const GaussianReference& reference);

} // namespace lb::models
