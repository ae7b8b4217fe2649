#include "models/metrics/neighbour_map.h"

#include "engine/core/error.h"
#include "engine/core/philox.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace lb::models {

namespace {

constexpr std::uint32_t kNegativeSite = 0x62;
constexpr int kNegatives = 5; // per pull
constexpr double kFirstDeviation = 5;
constexpr double kStrongest = 4; // of one push
// 1 / (1 + a d^2b) fitted to a membership of 1 up to a distance of 0.1, falling as exp(0.1 - d) beyond.
constexpr double kA = 1.577;
constexpr double kB = 0.895;

/// Weights of one row's neighbours: exp(-(d - d_nearest) / sigma), which add up to log2 k.
void fitRow(std::span<const double> distances, std::span<double> weights)
{
    constexpr int kHalvings = 64;
    const auto first = std::find_if(distances.begin(), distances.end(), [](double d) { return d > 0; });
    const double nearest = first == distances.end() ? 0 : *first;
    const double wanted = std::log2(static_cast<double>(distances.size()));
    double sigma = 1;
    double low = 0;
    double high = 0; // 0: not known
    for (int step = 0; step < kHalvings; ++step) {
        double total = 0;
        for (std::size_t j = 0; j < distances.size(); ++j) {
            weights[j] = std::exp(-std::max(0.0, distances[j] - nearest) / sigma);
            total += weights[j];
        }
        if (std::abs(total - wanted) < 1e-6)
            return;
        (total > wanted ? high : low) = sigma;
        sigma = high > 0 ? (low + high) / 2 : sigma * 2;
    }
}

/// One pull or push between two points. `strength` times their difference, cut to what does no harm.
void moveApart(std::vector<double>& y, std::size_t point, std::size_t from, double strength)
{
    for (std::size_t k = 0; k < 2; ++k)
        y[2 * point + k] += std::clamp(strength * (y[2 * point + k] - y[2 * from + k]), -kStrongest, kStrongest);
}

class Layout {
public:
    Layout(std::vector<double>& y, std::uint64_t seed)
        : m_y(y)
        , m_random({.seed = seed, .step = 0}, kNegativeSite)
    {
    }

    void pull(const FuzzyEdge& edge, double rate)
    {
        const auto i = static_cast<std::size_t>(edge.from);
        const auto j = static_cast<std::size_t>(edge.to);
        const double square = squareBetween(i, j);
        if (square > 0) {
            const double power = std::pow(square, kB);
            const double strength = -2 * kA * kB * power / square / (1 + kA * power);
            moveApart(m_y, i, j, rate * strength);
            moveApart(m_y, j, i, rate * strength);
        }
        push(i, rate);
        push(j, rate);
    }

private:
    double squareBetween(std::size_t i, std::size_t j) const
    {
        const double dx = m_y[2 * i] - m_y[2 * j];
        const double dy = m_y[2 * i + 1] - m_y[2 * j + 1];
        return dx * dx + dy * dy;
    }
    void push(std::size_t point, double rate)
    {
        for (int k = 0; k < kNegatives; ++k) {
            const std::size_t other = m_random.below(static_cast<std::uint32_t>(m_y.size() / 2));
            const double square = squareBetween(point, other);
            if (other == point || square <= 0)
                continue;
            moveApart(m_y, point, other, rate * 2 * kB / ((0.001 + square) * (1 + kA * std::pow(square, kB))));
        }
    }

    std::vector<double>& m_y;
    engine::RandomStream m_random;
};

} // namespace

std::vector<FuzzyEdge> fuzzyEdges(const NearestRows& nearest)
{
    const auto k = static_cast<std::size_t>(nearest.k);
    std::map<std::pair<std::int32_t, std::int32_t>, double> edges;
    std::vector<double> weights(k);
    for (std::size_t i = 0; i * k < nearest.rows.size(); ++i) {
        fitRow(std::span(nearest.distances).subspan(i * k, k), weights);
        for (std::size_t j = 0; j < k; ++j) {
            const auto [low, high] = std::minmax({static_cast<std::int32_t>(i), nearest.rows[i * k + j]});
            double& weight = edges[{low, high}];
            weight = weight + weights[j] - weight * weights[j];
        }
    }
    std::vector<FuzzyEdge> result;
    for (const auto& [ends, weight] : edges)
        result.push_back({ends.first, ends.second, weight});
    return result;
}

std::vector<float> neighbourMap(RowsView rows, const NeighbourMapOptions& options, const MapWork& work)
{
    const std::int64_t n = rows.rows();
    if (n < 4 || options.neighbours < 2)
        throw engine::EngineError(engine::ErrorKind::InvalidArgument,
                                  "a neighbour embedding needs 4 codes and 2 neighbours, but there are " +
                                      std::to_string(n) + " codes and " + std::to_string(options.neighbours));
    std::vector<float> positions = firstPositions(rows, kFirstDeviation, options.seed);
    const auto goesOn = [&](std::int64_t done) { return !work || work({done, options.epochs, positions}); };
    const auto k = static_cast<int>(std::min<std::int64_t>(options.neighbours, n - 1));
    const NearestRows nearest = nearestRows(rows, k, [&](std::int64_t) { return goesOn(0); });
    if (!nearest.isComplete)
        return positions;
    const std::vector<FuzzyEdge> edges = fuzzyEdges(nearest);
    double heaviest = 0;
    for (const FuzzyEdge& edge : edges)
        heaviest = std::max(heaviest, edge.weight);
    std::vector<double> due(edges.size(), 0.0); // in epochs: an edge is pulled as often as it is heavy
    std::vector<double> y(positions.begin(), positions.end());
    Layout layout(y, options.seed);
    for (int epoch = 0; epoch < options.epochs && goesOn(epoch); ++epoch) {
        const double rate = 1.0 - static_cast<double>(epoch) / options.epochs;
        for (std::size_t e = 0; e < edges.size(); ++e) {
            if (due[e] > epoch)
                continue;
            due[e] += heaviest / edges[e].weight;
            layout.pull(edges[e], rate);
        }
        std::transform(y.begin(), y.end(), positions.begin(), [](double v) { return static_cast<float>(v); });
    }
    return positions;
}

} // namespace lb::models
