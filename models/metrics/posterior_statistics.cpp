#include "models/metrics/posterior_statistics.h"

#include <cmath>

namespace lb::models {

namespace {

constexpr double kDeadNats = 0.01;

struct Moments {
    std::vector<double> mean;
    std::vector<double> squares; ///< sum of squared deviations from the mean
};

Moments momentsOf(RowsView x)
{
    const auto width = static_cast<std::size_t>(x.width);
    Moments result{std::vector<double>(width), std::vector<double>(width)};
    double seen = 0;
    for (std::int64_t i = 0; i < x.rows(); ++i) { // Welford: a large common mean must not swallow the variance
        const auto row = x.row(i);
        ++seen;
        for (std::size_t j = 0; j < width; ++j) {
            const double delta = static_cast<double>(row[j]) - result.mean[j];
            result.mean[j] += delta / seen;
            result.squares[j] += delta * (static_cast<double>(row[j]) - result.mean[j]);
        }
    }
    return result;
}

} // namespace

KlSplit splitKl(RowsView klPerDimension)
{
    KlSplit result{.perDimension = momentsOf(klPerDimension).mean};
    for (double kl : result.perDimension) {
        result.total += kl;
        result.deadDimensions += kl < kDeadNats ? 1 : 0;
    }
    return result;
}

int activeUnits(RowsView means, double threshold)
{
    if (means.rows() < 2)
        return 0;
    int active = 0;
    for (double squares : momentsOf(means).squares)
        active += squares / static_cast<double>(means.rows() - 1) >= threshold ? 1 : 0;
    return active;
}

AggregatedPosterior aggregatedPosterior(RowsView means, RowsView logVariances)
{
    const Moments moments = momentsOf(means);
    const auto rows = static_cast<double>(means.rows());
    AggregatedPosterior result{moments.mean, moments.squares};
    for (double& variance : result.variance)
        variance /= rows;
    for (std::int64_t i = 0; i < logVariances.rows(); ++i) {
        const auto row = logVariances.row(i);
        for (std::size_t j = 0; j < row.size(); ++j)
            result.variance[j] += std::exp(static_cast<double>(row[j])) / rows;
    }
    return result;
}

} // namespace lb::models
