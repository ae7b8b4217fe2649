#include "models/metrics/gaussian_mixture.h"

#include "engine/core/error.h"
#include "engine/core/philox.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace lb::models {

namespace {

using Eigen::Index;
using Columns = Eigen::MatrixXd; // a column is a row of the data: contiguous

constexpr std::uint32_t kCentreSite = 0x474D;
constexpr std::uint32_t kDrawSite = 0x4744;

Columns columnsOf(RowsView x)
{
    return Eigen::Map<const Eigen::MatrixXf>(x.values.data(), x.width, x.rows()).cast<double>();
}

/// An index drawn in proportion to weights >= 0.
Index drawn(const Eigen::ArrayXd& weights, engine::RandomStream& random)
{
    double left = static_cast<double>(random.uniform()) * weights.sum();
    for (Index i = 0; i + 1 < weights.size(); ++i) {
        left -= weights(i);
        if (left <= 0)
            return i;
    }
    return weights.size() - 1;
}

/// k-means++: each further centre is a row drawn in proportion to its squared distance from the nearest centre.
Columns firstCentres(const Columns& x, Index count, std::uint64_t seed)
{
    engine::RandomStream random({.seed = seed, .step = 0}, kCentreSite);
    Columns centres(x.rows(), count);
    Eigen::ArrayXd distance = Eigen::ArrayXd::Ones(x.cols());
    for (Index k = 0; k < count; ++k) {
        centres.col(k) = x.col(drawn(distance, random));
        const Eigen::ArrayXd own = (x.colwise() - centres.col(k)).colwise().squaredNorm().transpose();
        distance = k == 0 ? own : distance.min(own);
    }
    return centres;
}

} // namespace

struct GaussianMixture::Parts {
    Eigen::ArrayXd weights;
    Columns means;
    std::vector<Eigen::MatrixXd> lower; ///< Cholesky factors of the covariances
    std::vector<double> history;
    double ridge = 0;

    void setCovariance(Index k, Eigen::MatrixXd covariance)
    {
        covariance.diagonal().array() += ridge;
        lower[static_cast<std::size_t>(k)] = covariance.llt().matrixL();
    }

    /// ln (weight_k N(x_i; ...)), [components, n].
    Eigen::ArrayXXd logJoint(const Columns& x) const
    {
        Eigen::ArrayXXd result(weights.size(), x.cols());
        const double constant = 0.5 * static_cast<double>(x.rows()) * std::log(2.0 * std::numbers::pi);
        for (Index k = 0; k < weights.size(); ++k) {
            const Eigen::MatrixXd& factor = lower[static_cast<std::size_t>(k)];
            Columns whitened = x.colwise() - means.col(k);
            factor.triangularView<Eigen::Lower>().solveInPlace(whitened);
            const double offset = std::log(weights(k)) - factor.diagonal().array().log().sum() - constant;
            result.row(k) = offset - 0.5 * whitened.colwise().squaredNorm().array();
        }
        return result;
    }

    /// Turns joints into responsibilities in place; returns the mean ln density.
    static double normalise(Eigen::ArrayXXd& joint)
    {
        double total = 0;
        for (Index i = 0; i < joint.cols(); ++i) {
            const double top = joint.col(i).maxCoeff();
            joint.col(i) = (joint.col(i) - top).exp();
            const double sum = joint.col(i).sum();
            joint.col(i) /= sum;
            total += top + std::log(sum);
        }
        return total / static_cast<double>(joint.cols());
    }

    void maximise(const Columns& x, const Eigen::ArrayXXd& shares)
    {
        for (Index k = 0; k < weights.size(); ++k) {
            const Eigen::ArrayXd share = shares.row(k).transpose();
            const double mass = share.sum();
            weights(k) = std::max(mass, 1e-12) / static_cast<double>(x.cols());
            if (mass < 1e-9)
                continue; // a component that nothing belongs to keeps its place
            means.col(k) = x * share.matrix() / mass;
            const Columns centred = x.colwise() - means.col(k);
            const Columns weighted = centred.array().rowwise() * share.transpose();
            setCovariance(k, weighted * centred.transpose() / mass);
        }
        weights /= weights.sum();
    }
};

GaussianMixture::~GaussianMixture() = default;

GaussianMixture::GaussianMixture(RowsView codes, const MixtureSettings& settings)
    : m_parts(std::make_unique<Parts>())
{
    if (codes.rows() < 2)
        throw engine::EngineError(engine::ErrorKind::InvalidArgument,
                                  "a mixture cannot be fitted to fewer than 2 codes");
    const Columns x = columnsOf(codes);
    const Index count = std::clamp<Index>(x.cols() / 2, 1, settings.components);
    Parts& parts = *m_parts;
    parts.ridge = settings.ridge;
    parts.weights = Eigen::ArrayXd::Constant(count, 1.0 / static_cast<double>(count));
    parts.means = firstCentres(x, count, settings.seed);
    parts.lower.resize(static_cast<std::size_t>(count));
    const Columns centred = x.colwise() - x.rowwise().mean();
    const Eigen::MatrixXd whole = centred * centred.transpose() / static_cast<double>(x.cols());
    for (Index k = 0; k < count; ++k)
        parts.setCovariance(k, whole / static_cast<double>(count));
    double last = -std::numeric_limits<double>::infinity();
    for (int round = 0; round < settings.maximumRounds; ++round) {
        Eigen::ArrayXXd shares = parts.logJoint(x);
        const double reached = Parts::normalise(shares);
        parts.history.push_back(reached);
        if (reached - last < settings.tolerance)
            return;
        last = reached;
        parts.maximise(x, shares);
    }
}

int GaussianMixture::components() const
{
    return static_cast<int>(m_parts->weights.size());
}

std::vector<double> GaussianMixture::weights() const
{
    return {m_parts->weights.data(), m_parts->weights.data() + m_parts->weights.size()};
}

std::vector<double> GaussianMixture::mean(int component) const
{
    const Eigen::VectorXd column = m_parts->means.col(component);
    return {column.data(), column.data() + column.size()};
}

std::vector<double> GaussianMixture::covariance(int component) const
{
    const Eigen::MatrixXd& factor = m_parts->lower[static_cast<std::size_t>(component)];
    const Eigen::MatrixXd product = factor * factor.transpose();
    return {product.data(), product.data() + product.size()};
}

double GaussianMixture::logLikelihood(RowsView codes) const
{
    Eigen::ArrayXXd joint = m_parts->logJoint(columnsOf(codes));
    return Parts::normalise(joint);
}

const std::vector<double>& GaussianMixture::history() const
{
    return m_parts->history;
}

std::vector<float> GaussianMixture::sample(std::int64_t count, std::uint64_t seed) const
{
    engine::RandomStream random({.seed = seed, .step = 0}, kDrawSite);
    std::vector<float> result;
    Eigen::VectorXd noise(m_parts->means.rows());
    for (std::int64_t i = 0; i < count; ++i) {
        const Index k = drawn(m_parts->weights, random);
        for (double& number : noise)
            number = static_cast<double>(random.normal());
        const Eigen::VectorXd z = m_parts->means.col(k) + m_parts->lower[static_cast<std::size_t>(k)] * noise;
        for (const double number : z)
            result.push_back(static_cast<float>(number));
    }
    return result;
}

} // namespace lb::models
