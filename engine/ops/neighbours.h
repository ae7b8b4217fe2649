#pragma once

#include "engine/graph/graph.h"

namespace lb::engine {

/// "knn_log_distance" (attribute k, floor): for each row of x: [n, d], ln of the Euclidean distance to its k-th nearest
/// other row, as 0.5 * ln(max(squared distance, floor)). The row itself is masked by index, so duplicates count as
/// neighbours at distance 0. n > k. Outputs of the node: logDistance [n], neighbour I32 [n] (its index). Distances are
/// taken by direct differences (methods: the Gram form loses everything below 1e-3 in F32).
/// Gradient ("knn_log_distance_grad" of x, neighbour, d logDistance): indices are constants;
/// d/dx_i += g_i (x_i - x_nn) / eps^2 and the neighbour gets the opposite; 0 where the floor is active.
Value knnLogDistance(Value x, int k, double floor = 1e-12);

/// Kozachenko-Leonenko entropy of the rows of x: [n, d], in nats:
/// (d/n) sum_i ln eps_k(i) + ln B_d + psi(n) - psi(k). Returns a scalar.
Value knnEntropy(Value x, int k, double floor = 1e-12);

} // namespace lb::engine
