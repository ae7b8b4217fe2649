#include "models/metrics/principal_axes.h"

#include "engine/core/error.h"

#include <Eigen/Dense>

#include <cmath>
#include <numeric>

namespace lb::models {

namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

double dot(std::span<const float> a, std::span<const float> b)
{
    double total = 0;
    for (std::size_t j = 0; j < a.size(); ++j)
        total += static_cast<double>(a[j]) * static_cast<double>(b[j]);
    return total;
}

MatrixXd covarianceOf(RowsView rows, const VectorXd& mean)
{
    const auto d = static_cast<Eigen::Index>(rows.width);
    MatrixXd covariance = MatrixXd::Zero(d, d);
    for (std::int64_t i = 0; i < rows.rows(); ++i) {
        const VectorXd row = Eigen::Map<const Eigen::VectorXf>(rows.row(i).data(), d).cast<double>() - mean;
        covariance.selfadjointView<Eigen::Lower>().rankUpdate(row);
    }
    return MatrixXd(covariance.selfadjointView<Eigen::Lower>()) / static_cast<double>(rows.rows());
}

VectorXd meanOf(RowsView rows)
{
    VectorXd mean = VectorXd::Zero(static_cast<Eigen::Index>(rows.width));
    for (std::int64_t i = 0; i < rows.rows(); ++i)
        mean += Eigen::Map<const Eigen::VectorXf>(rows.row(i).data(), mean.size()).cast<double>();
    return mean / static_cast<double>(rows.rows());
}

} // namespace

double PrincipalAxes::share(std::int64_t axis) const
{
    const double total = std::accumulate(variances.begin(), variances.end(), 0.0);
    return total > 0 && axis < width ? variances[static_cast<std::size_t>(axis)] / total : 0;
}

PrincipalAxes principalAxes(RowsView rows)
{
    if (rows.rows() < 2 || rows.width < 1)
        throw engine::EngineError(engine::ErrorKind::InvalidArgument,
                                  "principal axes need two codes, but there are " + std::to_string(rows.rows()));
    const VectorXd mean = meanOf(rows);
    const MatrixXd covariance = covarianceOf(rows, mean);
    if (!covariance.allFinite())
        throw engine::EngineError(engine::ErrorKind::NonFinite, "some of the codes are not finite numbers");
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(covariance);
    PrincipalAxes result{.width = rows.width, .mean = {mean.begin(), mean.end()}, .variances = {}, .axes = {}};
    for (Eigen::Index j = mean.size() - 1; j >= 0; --j) { // Eigen's rise
        result.variances.push_back(std::max(0.0, solver.eigenvalues()[j]));
        VectorXd axis = solver.eigenvectors().col(j);
        Eigen::Index largest = 0;
        axis.cwiseAbs().maxCoeff(&largest);
        if (axis[largest] < 0)
            axis = -axis;
        result.axes.insert(result.axes.end(), axis.begin(), axis.end());
    }
    return result;
}

CodePlane::CodePlane(const PrincipalAxes& axes)
    : m_width(axes.width)
    , m_numbers(static_cast<std::size_t>(3 * axes.width), 0.0F)
{
    const auto d = static_cast<std::size_t>(m_width);
    std::vector<double> base = axes.mean;
    for (std::size_t k = 0; k < std::min<std::size_t>(2, d); ++k) {
        double along = 0;
        for (std::size_t j = 0; j < d; ++j)
            along += axes.mean[j] * axes.axes[k * d + j];
        for (std::size_t j = 0; j < d; ++j) {
            base[j] -= along * axes.axes[k * d + j];
            m_numbers[(k + 1) * d + j] = static_cast<float>(axes.axes[k * d + j]);
        }
    }
    for (std::size_t j = 0; j < d; ++j)
        m_numbers[j] = static_cast<float>(base[j]);
}

CodePlane::CodePlane(std::int64_t width, std::span<const float> numbers)
{
    if (width < 1 || static_cast<std::int64_t>(numbers.size()) != 3 * width)
        return;
    m_width = width;
    m_numbers.assign(numbers.begin(), numbers.end());
}

std::vector<float> CodePlane::positionsOf(RowsView codes) const
{
    std::vector<float> positions;
    positions.reserve(static_cast<std::size_t>(codes.rows() * 2));
    for (std::int64_t i = 0; i < codes.rows(); ++i)
        for (const int k : {1, 2})
            positions.push_back(static_cast<float>(dot(codes.row(i), part(k))));
    return positions;
}

std::vector<float> CodePlane::codesAt(std::span<const float> positions) const
{
    std::vector<float> codes;
    for (std::size_t i = 0; i + 1 < positions.size(); i += 2)
        for (std::size_t j = 0; j < static_cast<std::size_t>(m_width); ++j)
            codes.push_back(part(0)[j] + positions[i] * part(1)[j] + positions[i + 1] * part(2)[j]);
    return codes;
}

CodePlane CodePlane::alignedTo(std::span<const float> own, std::span<const float> reference) const
{
    double m[2][2] = {{0, 0}, {0, 0}}; // sum of own_k reference_l
    for (std::size_t i = 0; i + 1 < std::min(own.size(), reference.size()); i += 2)
        for (std::size_t k = 0; k < 2; ++k)
            for (std::size_t l = 0; l < 2; ++l)
                m[k][l] += static_cast<double>(own[i + k]) * static_cast<double>(reference[i + l]);
    const double turned = std::hypot(m[0][0] + m[1][1], m[0][1] - m[1][0]);
    const double mirrored = std::hypot(m[0][0] - m[1][1], m[0][1] + m[1][0]);
    const double sign = mirrored > turned ? -1 : 1; // of the second direction, before turning
    const double angle = std::atan2(m[0][1] - sign * m[1][0], m[0][0] + sign * m[1][1]);
    CodePlane result = *this;
    const auto d = static_cast<std::size_t>(m_width);
    for (std::size_t j = 0; j < d; ++j) {
        const double first = static_cast<double>(part(1)[j]);
        const double second = sign * static_cast<double>(part(2)[j]);
        result.m_numbers[d + j] = static_cast<float>(std::cos(angle) * first - std::sin(angle) * second);
        result.m_numbers[2 * d + j] = static_cast<float>(std::sin(angle) * first + std::cos(angle) * second);
    }
    return result;
}

double CodePlane::share(const PrincipalAxes& axes, int direction) const
{
    const auto d = static_cast<std::size_t>(m_width);
    double along = 0;
    for (std::size_t k = 0; k < d; ++k) {
        double component = 0;
        for (std::size_t j = 0; j < d; ++j)
            component += axes.axes[k * d + j] * static_cast<double>(part(direction + 1)[j]);
        along += axes.variances[k] * component * component;
    }
    const double total = std::accumulate(axes.variances.begin(), axes.variances.end(), 0.0);
    return total > 0 ? along / total : 0;
}

} // namespace lb::models
