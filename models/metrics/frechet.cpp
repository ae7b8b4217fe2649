#include "models/metrics/frechet.h"

#include <Eigen/Dense>

namespace lb::models {

namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

MatrixXd covarianceOf(const FeatureMoments& moments)
{
    const auto d = static_cast<Eigen::Index>(moments.mean.size());
    return Eigen::Map<const MatrixXd>(moments.covariance.data(), d, d);
}

VectorXd meanOf(const FeatureMoments& moments)
{
    return Eigen::Map<const VectorXd>(moments.mean.data(), static_cast<Eigen::Index>(moments.mean.size()));
}

MatrixXd squareRoot(const MatrixXd& symmetric)
{
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(symmetric);
    const VectorXd roots = solver.eigenvalues().cwiseMax(0.0).cwiseSqrt();
    return solver.eigenvectors() * roots.asDiagonal() * solver.eigenvectors().transpose();
}

} // namespace

FeatureMoments featureMoments(RowsView x)
{
    const MatrixXd columns = Eigen::Map<const Eigen::MatrixXf>(x.values.data(), x.width, x.rows()).cast<double>();
    const VectorXd mean = columns.rowwise().mean();
    const MatrixXd centred = columns.colwise() - mean;
    const MatrixXd covariance = centred * centred.transpose() / static_cast<double>(x.rows() - 1);
    return {{mean.data(), mean.data() + mean.size()}, {covariance.data(), covariance.data() + covariance.size()}};
}

double frechetDistance(const FeatureMoments& a, const FeatureMoments& b)
{
    const MatrixXd covarianceA = covarianceOf(a);
    const MatrixXd covarianceB = covarianceOf(b);
    const MatrixXd rootA = squareRoot(covarianceA);
    const Eigen::SelfAdjointEigenSolver<MatrixXd> cross(rootA * covarianceB * rootA, Eigen::EigenvaluesOnly);
    const double crossTrace = cross.eigenvalues().cwiseMax(0.0).cwiseSqrt().sum();
    return (meanOf(a) - meanOf(b)).squaredNorm() + covarianceA.trace() + covarianceB.trace() - 2.0 * crossTrace;
}

} // namespace lb::models
