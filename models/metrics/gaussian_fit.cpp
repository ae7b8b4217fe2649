#include "models/metrics/gaussian_fit.h"

#include <Eigen/Dense>

namespace lb::models {

namespace {
using RowMatrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
}

struct GaussianFit::Factors {
    Eigen::VectorXd mean;
    Eigen::MatrixXd lower;
};

GaussianFit::~GaussianFit() = default;

GaussianFit::GaussianFit(std::span<const float> codes, std::int64_t latent)
    : m_factors(std::make_unique<Factors>())
{
    const auto rows = static_cast<Eigen::Index>(codes.size()) / latent;
    const Eigen::MatrixXd x = Eigen::Map<const RowMatrix>(codes.data(), rows, latent).cast<double>();
    m_factors->mean = x.colwise().mean();
    const Eigen::MatrixXd centred = x.rowwise() - m_factors->mean.transpose();
    Eigen::MatrixXd covariance = centred.transpose() * centred / static_cast<double>(rows - 1);
    constexpr double kRidge = 1e-9; // keeps the factorisation alive where a unit is dead
    covariance.diagonal().array() += kRidge;
    m_factors->lower = covariance.llt().matrixL();
}

std::vector<float> GaussianFit::transform(std::span<const float> noise) const
{
    const Eigen::Index latent = m_factors->mean.size();
    const auto rows = static_cast<Eigen::Index>(noise.size()) / latent;
    const Eigen::MatrixXd eps = Eigen::Map<const RowMatrix>(noise.data(), rows, latent).cast<double>();
    const RowMatrix codes =
        ((eps * m_factors->lower.transpose()).rowwise() + m_factors->mean.transpose()).cast<float>();
    return {codes.data(), codes.data() + codes.size()};
}

} // namespace lb::models
