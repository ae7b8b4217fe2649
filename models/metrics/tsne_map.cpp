#include "models/metrics/tsne_map.h"

#include "engine/core/error.h"
#include "models/metrics/point_tree.h"

#include <algorithm>
#include <cmath>

namespace lb::models {

namespace {

constexpr double kExaggeration = 12;
constexpr int kExaggerated = 250; // iterations
constexpr double kFirstDeviation = 1e-4;

/// Probabilities of one row's neighbours whose perplexity is the one that is asked for.
void fitRow(std::span<const double> distances, double perplexity, std::span<double> probabilities)
{
    constexpr int kHalvings = 60;
    const double wanted = std::log(perplexity);
    double beta = 1; // 1 / (2 sigma^2)
    double low = 0;
    double high = 0; // 0: not known
    for (int step = 0; step < kHalvings; ++step) {
        double total = 0;
        double mean = 0;
        for (std::size_t j = 0; j < distances.size(); ++j) {
            const double square = distances[j] * distances[j] - distances[0] * distances[0];
            probabilities[j] = std::exp(-beta * square);
            total += probabilities[j];
            mean += probabilities[j] * square;
        }
        const double entropy = std::log(total) + beta * mean / total;
        for (double& probability : probabilities)
            probability /= total;
        if (std::abs(entropy - wanted) < 1e-6)
            return;
        (entropy > wanted ? low : high) = beta;
        beta = high > 0 ? (low + high) / 2 : beta * 2;
    }
}

/// What moves a point: momentum and a gain per coordinate (Jacobs 1988).
class Descent {
public:
    Descent(std::size_t coordinates, double rate)
        : m_rate(rate)
        , m_velocity(coordinates, 0.0)
        , m_gain(coordinates, 1.0)
    {
    }
    void move(std::vector<double>& places, const std::vector<double>& gradient, double momentum)
    {
        for (std::size_t i = 0; i < places.size(); ++i) {
            const bool isSame = (gradient[i] > 0) == (m_velocity[i] > 0);
            m_gain[i] = std::max(0.01, isSame ? m_gain[i] * 0.8 : m_gain[i] + 0.2);
            m_velocity[i] = momentum * m_velocity[i] - m_rate * m_gain[i] * gradient[i];
            places[i] += m_velocity[i];
        }
    }

private:
    double m_rate;
    std::vector<double> m_velocity, m_gain;
};

void addAttraction(const NeighbourAffinities& p, const std::vector<double>& y, double strength,
                   std::vector<double>& gradient)
{
    for (std::size_t i = 0; i + 1 < p.begin.size(); ++i)
        for (auto at = static_cast<std::size_t>(p.begin[i]); at < static_cast<std::size_t>(p.begin[i + 1]); ++at) {
            const auto j = static_cast<std::size_t>(p.columns[at]);
            const double dx = y[2 * i] - y[2 * j];
            const double dy = y[2 * i + 1] - y[2 * j + 1];
            const double pull = 4 * strength * p.values[at] / (1 + dx * dx + dy * dy);
            gradient[2 * i] += pull * dx;
            gradient[2 * i + 1] += pull * dy;
        }
}

void addRepulsion(std::span<const float> positions, double theta, std::vector<double>& gradient)
{
    const PointTree tree(positions);
    const std::size_t n = positions.size() / 2;
    std::vector<double> forces(2 * n);
    double total = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const PointTree::Repulsion repulsion = tree.repulsionOn(static_cast<std::int64_t>(i), theta);
        total += repulsion.sum;
        forces[2 * i] = repulsion.force[0];
        forces[2 * i + 1] = repulsion.force[1];
    }
    for (std::size_t i = 0; i < forces.size(); ++i)
        gradient[i] -= 4 * forces[i] / std::max(total, 1e-300);
}

void centre(std::vector<double>& y)
{
    for (std::size_t k = 0; k < 2; ++k) {
        double mean = 0;
        for (std::size_t i = k; i < y.size(); i += 2)
            mean += y[i];
        mean /= static_cast<double>(y.size()) / 2;
        for (std::size_t i = k; i < y.size(); i += 2)
            y[i] -= mean;
    }
}

} // namespace

NeighbourAffinities neighbourAffinities(const NearestRows& nearest, double perplexity)
{
    const auto k = static_cast<std::size_t>(nearest.k);
    const std::size_t n = nearest.rows.size() / k;
    std::vector<double> own(n * k);
    std::vector<std::vector<std::pair<std::int32_t, double>>> rows(n);
    for (std::size_t i = 0; i < n; ++i) {
        const auto probabilities = std::span(own).subspan(i * k, k);
        fitRow(std::span(nearest.distances).subspan(i * k, k), perplexity, probabilities);
        for (std::size_t j = 0; j < k; ++j) {
            const std::int32_t other = nearest.rows[i * k + j];
            const double half = probabilities[j] / (2 * static_cast<double>(n));
            rows[i].emplace_back(other, half);
            rows[static_cast<std::size_t>(other)].emplace_back(static_cast<std::int32_t>(i), half);
        }
    }
    NeighbourAffinities result{.begin = {0}, .columns = {}, .values = {}};
    for (auto& row : rows) {
        std::stable_sort(row.begin(), row.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        for (std::size_t j = 0; j < row.size(); ++j) {
            if (j > 0 && row[j].first == row[j - 1].first) {
                result.values.back() += row[j].second;
                continue;
            }
            result.columns.push_back(row[j].first);
            result.values.push_back(row[j].second);
        }
        result.begin.push_back(static_cast<std::int32_t>(result.columns.size()));
    }
    return result;
}

std::vector<float> tsneMap(RowsView rows, const TsneOptions& options, const MapWork& work)
{
    const std::int64_t n = rows.rows();
    if (n < 4 || !(options.perplexity >= 2))
        throw engine::EngineError(engine::ErrorKind::InvalidArgument,
                                  "t-SNE needs 4 codes and a perplexity of 2 or more, but there are " +
                                      std::to_string(n) + " codes and " + std::to_string(options.perplexity));
    std::vector<float> positions = firstPositions(rows, kFirstDeviation, options.seed);
    const double perplexity = std::min(options.perplexity, static_cast<double>(n - 1) / 3);
    const auto goesOn = [&](std::int64_t done) { return !work || work({done, options.iterations, positions}); };
    const auto k = static_cast<int>(std::min<double>(3 * perplexity, static_cast<double>(n - 1)));
    const NearestRows nearest = nearestRows(rows, k, [&](std::int64_t) { return goesOn(0); });
    if (!nearest.isComplete)
        return positions;
    const NeighbourAffinities p = neighbourAffinities(nearest, perplexity);
    std::vector<double> y(positions.begin(), positions.end());
    Descent descent(y.size(), std::max(static_cast<double>(n) / kExaggeration, 50.0));
    std::vector<double> gradient(y.size());
    for (int step = 0; step < options.iterations && goesOn(step); ++step) {
        std::fill(gradient.begin(), gradient.end(), 0.0);
        const bool isEarly = step < std::min(kExaggerated, options.iterations / 3);
        addAttraction(p, y, isEarly ? kExaggeration : 1, gradient);
        addRepulsion(positions, options.theta, gradient);
        descent.move(y, gradient, isEarly ? 0.5 : 0.8);
        centre(y);
        std::transform(y.begin(), y.end(), positions.begin(), [](double v) { return static_cast<float>(v); });
    }
    return positions;
}

} // namespace lb::models
