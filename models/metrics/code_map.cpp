#include "models/metrics/code_map.h"

#include "engine/core/error.h"
#include "engine/core/philox.h"
#include "models/metrics/principal_axes.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lb::models {

namespace {

constexpr std::uint32_t kGrainSite = 0x61;
constexpr std::int64_t kRowsBetweenQuestions = 64;

void requireNeighbours(std::int64_t rows, int k, std::int64_t most)
{
    if (k < 1 || k > most)
        throw engine::EngineError(engine::ErrorKind::InvalidArgument, std::to_string(k) + " neighbours of " +
                                                                          std::to_string(rows) +
                                                                          " codes cannot be looked at");
}

/// Squared distances of one row to all.
std::vector<double> squaresOf(RowsView x, std::int64_t row)
{
    const auto d = static_cast<Eigen::Index>(x.width);
    const Eigen::VectorXd own = Eigen::Map<const Eigen::VectorXf>(x.row(row).data(), d).cast<double>();
    std::vector<double> squares(static_cast<std::size_t>(x.rows()));
    for (std::int64_t i = 0; i < x.rows(); ++i)
        squares[static_cast<std::size_t>(i)] =
            (Eigen::Map<const Eigen::VectorXf>(x.row(i).data(), d).cast<double>() - own).squaredNorm();
    return squares;
}

/// All other rows, the `sorted` nearest in front and in order.
std::vector<std::int32_t> othersByDistance(const std::vector<double>& squares, std::int64_t row, std::int64_t sorted)
{
    std::vector<std::int32_t> others;
    others.reserve(squares.size());
    for (std::size_t i = 0; i < squares.size(); ++i)
        if (static_cast<std::int64_t>(i) != row)
            others.push_back(static_cast<std::int32_t>(i));
    const auto isNearer = [&](std::int32_t a, std::int32_t b) {
        const double da = squares[static_cast<std::size_t>(a)];
        const double db = squares[static_cast<std::size_t>(b)];
        return da < db || (da == db && a < b);
    };
    const auto end = others.begin() + sorted;
    if (end < others.end())
        std::nth_element(others.begin(), end, others.end(), isNearer);
    std::sort(others.begin(), end, isNearer);
    return others;
}

} // namespace

NearestRows nearestRows(RowsView x, int k, const std::function<bool(std::int64_t done)>& goesOn)
{
    requireNeighbours(x.rows(), k, x.rows() - 1);
    NearestRows result{.k = k, .rows = {}, .distances = {}};
    for (std::int64_t i = 0; i < x.rows(); ++i) {
        if (goesOn && i % kRowsBetweenQuestions == 0 && !goesOn(i)) {
            result.isComplete = false;
            return result;
        }
        const std::vector<double> squares = squaresOf(x, i);
        const std::vector<std::int32_t> others = othersByDistance(squares, i, k);
        for (std::size_t j = 0; j < static_cast<std::size_t>(k); ++j) {
            result.rows.push_back(others[j]);
            result.distances.push_back(std::sqrt(squares[static_cast<std::size_t>(others[j])]));
        }
    }
    return result;
}

std::vector<float> firstPositions(RowsView x, double deviation, std::uint64_t seed)
{
    const PrincipalAxes axes = principalAxes(x);
    std::vector<float> positions = CodePlane(axes).positionsOf(x);
    double mean[2] = {0, 0};
    for (std::size_t i = 0; i < positions.size(); ++i)
        mean[i % 2] += static_cast<double>(positions[i]) / static_cast<double>(x.rows());
    const double scale = axes.variances[0] > 0 ? deviation / std::sqrt(axes.variances[0]) : 0;
    engine::RandomStream random({.seed = seed, .step = 0}, kGrainSite);
    for (std::size_t i = 0; i < positions.size(); ++i)
        positions[i] = static_cast<float>(scale * (static_cast<double>(positions[i]) - mean[i % 2]) +
                                          1e-3 * deviation * static_cast<double>(random.normal()));
    return positions;
}

double trustworthiness(RowsView x, RowsView map, int k)
{
    const std::int64_t n = x.rows();
    requireNeighbours(n, k, (n - 1) / 2);
    const NearestRows onMap = nearestRows(map, k);
    double lost = 0;
    std::vector<std::int64_t> rank(static_cast<std::size_t>(n));
    for (std::int64_t i = 0; i < n; ++i) {
        const std::vector<std::int32_t> others = othersByDistance(squaresOf(x, i), i, n - 1);
        for (std::size_t place = 0; place < others.size(); ++place)
            rank[static_cast<std::size_t>(others[place])] = static_cast<std::int64_t>(place) + 1;
        for (std::int64_t j = 0; j < k; ++j)
            lost += static_cast<double>(std::max<std::int64_t>(
                0, rank[static_cast<std::size_t>(onMap.rows[static_cast<std::size_t>(i * k + j)])] - k));
    }
    const auto count = static_cast<double>(n);
    return 1 - 2 * lost / (count * k * (2 * count - 3 * k - 1));
}

} // namespace lb::models
