#pragma once

#include "models/metrics/code_distribution.h"
#include "models/metrics/rows_view.h"

#include <cstdint>

namespace lb::models {

/// I_q(x; z) in nats, from N rows and one z per row. It cannot exceed ln N by more than noise: show N and ln N beside
/// it.
struct MutualInformation {
    /// First term in closed form, -(d/2) ln 2 pi - (1/2) sum (1 + ln sigma^2); noise sd about sqrt(d / (2 N)).
    double closedForm = 0.0;
    /// First term ln q(z|x) at the same z: exactly 0 for a collapsed posterior.
    double paired = 0.0;
    /// Standard error of `closedForm`: of the mean of its terms, one for each row. An estimate of a quantity near 0 can
    /// be below 0 by as much.
    double standardError = 0.0;
    std::int64_t samples = 0; ///< N
    double ceiling = 0.0;     ///< ln N
};

/// E_x E_q ln q(z|x) - E ln q(z), with ln q(z) = logsumexp_i ln q(z|x_i) - ln N over all rows. O(N^2 d) in double.
/// means, logVariances: [N, d]; needs N >= 1. Source: Hoffman & Johnson 2016; as He et al. 2019 compute it, over the
/// whole set instead of batches of 32.
MutualInformation mutualInformation(RowsView means, RowsView logVariances, std::uint64_t seed);

/// The same for von Mises-Fisher posteriors on the unit sphere, densities against the uniform one. means: [N, d] of
/// length 1. `closedForm` has KL of the posterior from the uniform distribution, which is its first term, in closed
/// form.
MutualInformation sphereInformation(RowsView means, double kappa, std::uint64_t seed);

/// Holes of the aggregated posterior, seen from the prior: the mean of ln p(z) - ln q(z) over draws z from the prior,
/// [n, d], with q(z) the mixture of all N posteriors: an estimate of KL(p || q(z)), from above because q has finitely
/// many parts. Large where the prior's samples fall between the codes. logVariances: [N, d], empty on the sphere.
double priorHoles(const CodeSpace& space, RowsView draws, RowsView means, RowsView logVariances);

} // namespace lb::models
