#pragma once

#include "engine/graph/graph.h"

#include <vector>

namespace lb::engine {

/// "vmf_kl" (attribute dims): per element, KL of a von Mises-Fisher distribution with concentration kappa from the
/// uniform one on the unit sphere in `dims` >= 2 dimensions, in nats: kappa A(kappa) - ln 0F1(; dims/2; kappa^2/4), A =
/// I_{d/2} / I_{d/2-1}. This form has no cancelling terms at small kappa. kappa: any shape, >= 0; up to some 1e4 it
/// takes time proportional to kappa. Gradient: kappa (1 - A^2 - (dims - 1) A / kappa). Source: Xu & Durrett 2018;
/// Davidson et al. 2018.
Value vmfKl(Value kappa, std::int64_t dims);

/// "imq_mmd" (attribute scales): squared maximum mean discrepancy between the rows of x: [n, d] and y: [m, d] under the
/// inverse multiquadric kernel k(a, b) = sum over the scales of C / (C + |a - b|^2), unbiased: means of k over pairs of
/// different rows of x and of y, less twice the mean over pairs of x and y. May be negative. n, m >= 2. Returns a
/// scalar. Gradients to both ("imq_mmd_grad" of x, y and the gradient). Source: Tolstikhin et al. 2018 (WAE).
Value imqMmd(Value x, Value y, const std::vector<double>& scales);

/// The seven scales C = 2 d variance {0.1, 0.2, 0.5, 1, 2, 5, 10} for codes of d numbers with that prior variance.
std::vector<double> imqScales(std::int64_t d, double variance = 1.0);

} // namespace lb::engine
