#include "models/metrics/frechet.h"

#include "engine/core/philox.h"

#include <Eigen/Dense>

namespace lb::models {

namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

MatrixXd covarianceOf(const GaussianFit& fit)
{
    const auto d = static_cast<Eigen::Index>(fit.mean.size());
    return Eigen::Map<const MatrixXd>(fit.covariance.data(), d, d);
}

VectorXd meanOf(const GaussianFit& fit)
{
    return Eigen::Map<const VectorXd>(fit.mean.data(), static_cast<Eigen::Index>(fit.mean.size()));
}

MatrixXd squareRoot(const MatrixXd& symmetric)
{
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(symmetric);
    const VectorXd roots = solver.eigenvalues().cwiseMax(0.0).cwiseSqrt();
    return solver.eigenvectors() * roots.asDiagonal() * solver.eigenvectors().transpose();
}

} // namespace

GaussianFit fitGaussian(RowsView x)
{
    const MatrixXd columns = Eigen::Map<const Eigen::MatrixXf>(x.values.data(), x.width, x.rows()).cast<double>();
    const VectorXd mean = columns.rowwise().mean();
    const MatrixXd centred = columns.colwise() - mean;
    const MatrixXd covariance = centred * centred.transpose() / static_cast<double>(x.rows() - 1);
    return {{mean.data(), mean.data() + mean.size()}, {covariance.data(), covariance.data() + covariance.size()}};
}

std::vector<float> drawGaussian(const GaussianFit& fit, std::int64_t count, std::uint64_t seed)
{
    constexpr std::uint32_t kDrawSite = 0x4744;
    engine::RandomStream stream({.seed = seed, .step = 0}, kDrawSite);
    const MatrixXd root = squareRoot(covarianceOf(fit));
    const VectorXd mean = meanOf(fit);
    VectorXd noise(mean.size());
    std::vector<float> result;
    result.reserve(static_cast<std::size_t>(count) * fit.mean.size());
    for (std::int64_t i = 0; i < count; ++i) {
        for (Eigen::Index j = 0; j < noise.size(); ++j)
            noise(j) = static_cast<double>(stream.normal());
        const Eigen::VectorXf row = (mean + root * noise).cast<float>();
        result.insert(result.end(), row.data(), row.data() + row.size());
    }
    return result;
}

double frechetDistance(const GaussianFit& a, const GaussianFit& b)
{
    const MatrixXd covarianceA = covarianceOf(a);
    const MatrixXd covarianceB = covarianceOf(b);
    const MatrixXd rootA = squareRoot(covarianceA);
    const Eigen::SelfAdjointEigenSolver<MatrixXd> cross(rootA * covarianceB * rootA, Eigen::EigenvaluesOnly);
    const double crossTrace = cross.eigenvalues().cwiseMax(0.0).cwiseSqrt().sum();
    return (meanOf(a) - meanOf(b)).squaredNorm() + covarianceA.trace() + covarianceB.trace() - 2.0 * crossTrace;
}

} // namespace lb::models
