#include "models/metrics/mutual_information.h"

#include "engine/core/philox.h"
#include "engine/core/von_mises_fisher.h"
#include "models/metrics/code_distribution.h"

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lb::models {

namespace {

using Matrix = Eigen::Array<double, Eigen::Dynamic, Eigen::Dynamic>; // columns are rows of the data: contiguous

constexpr std::uint32_t kNoiseSite = 0x4D49;

Matrix columnsOf(RowsView x)
{
    return Eigen::Map<const Eigen::ArrayXXf>(x.values.data(), x.width, x.rows()).cast<double>();
}

struct Posteriors {
    Matrix mean;
    Matrix inverseVariance;
    Eigen::ArrayXd logScale; ///< -(1/2) sum_j ln(2 pi sigma_j^2)
};

Posteriors posteriors(RowsView means, RowsView logVariances)
{
    const Matrix logVariance = columnsOf(logVariances);
    const auto d = static_cast<double>(means.width);
    return {columnsOf(means), (-logVariance).exp(),
            -0.5 * (logVariance.colwise().sum().transpose() + d * std::log(2.0 * std::numbers::pi))};
}

/// ln q(z|x_i) for all i. By direct differences: the expanded square cancels when sigma is small.
void logDensities(const Posteriors& q, const Eigen::ArrayXd& z, Eigen::ArrayXd& result)
{
    for (Eigen::Index i = 0; i < q.mean.cols(); ++i)
        result(i) = q.logScale(i) - 0.5 * ((z - q.mean.col(i)).square() * q.inverseVariance.col(i)).sum();
}

/// Standard error of the mean of terms with these sums.
double standardError(double sum, double squares, double count)
{
    return count > 1 ? std::sqrt(std::max(squares - sum * sum / count, 0.0) / (count - 1) / count) : 0.0;
}

/// ln of the mean of exp(densities), the maximum removed.
double logMean(const Eigen::ArrayXd& densities)
{
    const double top = densities.maxCoeff();
    return top + std::log((densities - top).exp().mean());
}

} // namespace

double priorHoles(const CodeSpace& space, RowsView draws, RowsView means, RowsView logVariances)
{
    const bool isSphere = space.kind == CodeSpace::Kind::Sphere;
    const Posteriors q = isSphere ? Posteriors{columnsOf(means), {}, {}} : posteriors(means, logVariances);
    const double normaliser = isSphere ? engine::VonMisesFisher(space.kappa, space.size).logNormaliser() : 0.0;
    const Matrix z = columnsOf(draws);
    Eigen::ArrayXd density(q.mean.cols());
    double total = 0;
    for (Eigen::Index i = 0; i < z.cols(); ++i) {
        double logPrior = 0; // on the sphere all densities are against the prior
        if (isSphere) {
            density = space.kappa * (q.mean.matrix().transpose() * z.col(i).matrix()).array() - normaliser;
        } else {
            logDensities(q, z.col(i), density);
            logPrior =
                -0.5 * (z.col(i).square().sum() + static_cast<double>(space.size) * std::log(2.0 * std::numbers::pi));
        }
        total += logPrior - logMean(density);
    }
    return total / static_cast<double>(z.cols());
}

MutualInformation mutualInformation(RowsView means, RowsView logVariances, std::uint64_t seed)
{
    const Posteriors q = posteriors(means, logVariances);
    const auto d = static_cast<double>(means.width);
    const Eigen::Index n = q.mean.cols();
    engine::RandomStream noise({.seed = seed, .step = 0}, kNoiseSite);
    Eigen::ArrayXd density(n);
    double closedForm = 0;
    double squares = 0;
    double paired = 0;
    for (Eigen::Index i = 0; i < n; ++i) {
        Eigen::ArrayXd z = q.mean.col(i);
        for (Eigen::Index j = 0; j < z.size(); ++j)
            z(j) += std::sqrt(1.0 / q.inverseVariance(j, i)) * static_cast<double>(noise.normal());
        logDensities(q, z, density);
        const double aggregated = logMean(density);
        const double term = q.logScale(i) - 0.5 * d - aggregated;
        closedForm += term;
        squares += term * term;
        paired += density(i) - aggregated;
    }
    const auto count = static_cast<double>(n);
    return {.closedForm = closedForm / count,
            .paired = paired / count,
            .standardError = standardError(closedForm, squares, count),
            .samples = n,
            .ceiling = std::log(count)};
}

MutualInformation sphereInformation(RowsView means, double kappa, std::uint64_t seed)
{
    const engine::VonMisesFisher distribution(kappa, means.width);
    const std::vector<float> draws =
        PosteriorSampler({.kind = CodeSpace::Kind::Sphere, .size = means.width, .kappa = kappa}, seed, kNoiseSite)
            .draw(means, {});
    const Matrix mean = columnsOf(means);
    const Matrix z = columnsOf({draws, means.width});
    double closedForm = 0;
    double squares = 0;
    double paired = 0;
    for (Eigen::Index i = 0; i < mean.cols(); ++i) {
        const Eigen::ArrayXd density =
            kappa * (mean.matrix().transpose() * z.col(i).matrix()).array() - distribution.logNormaliser();
        const double aggregated = logMean(density);
        const double term = distribution.kl() - aggregated;
        closedForm += term;
        squares += term * term;
        paired += density(i) - aggregated;
    }
    const auto count = static_cast<double>(means.rows());
    return {.closedForm = closedForm / count,
            .paired = paired / count,
            .standardError = standardError(closedForm, squares, count),
            .samples = means.rows(),
            .ceiling = std::log(count)};
}

} // namespace lb::models
