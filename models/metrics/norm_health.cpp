#include "models/metrics/norm_health.h"

#include "models/metrics/posterior_statistics.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace lb::models {

double keptFloor(double preNormVariance, double epsilon)
{
    return preNormVariance / (preNormVariance + epsilon);
}

std::optional<std::string> keptFloorWarning(double preNormVariance, double epsilon)
{
    constexpr double kEnough = 0.9;
    const double kept = keptFloor(preNormVariance, epsilon);
    if (kept >= kEnough)
        return std::nullopt;
    return fmt::format(
        "Only {:.1f}% of the KL floor is left: the variance before batch norm fell to {:.2g}, next to an "
        "epsilon of {:.2g}. Lower latent.epsilon to 1e-8 or less and start again.",
        100.0 * kept, preNormVariance, epsilon);
}

NormFit normFit(RowsView means, double gamma, std::span<const float> shift)
{
    const AggregatedPosterior q = aggregatedPosterior(means, {});
    NormFit result{.smallestVarianceRatio = q.variance.empty() ? 1.0 : q.variance.front() / (gamma * gamma),
                   .largestVarianceRatio = 0.0};
    for (std::size_t j = 0; j < q.mean.size(); ++j) {
        const double centre = shift.empty() ? 0.0 : static_cast<double>(shift[j]);
        const double ratio = q.variance[j] / (gamma * gamma);
        result.worstMeanOffset = std::max(result.worstMeanOffset, std::abs(q.mean[j] - centre));
        result.smallestVarianceRatio = std::min(result.smallestVarianceRatio, ratio);
        result.largestVarianceRatio = std::max(result.largestVarianceRatio, ratio);
    }
    return result;
}

} // namespace lb::models
