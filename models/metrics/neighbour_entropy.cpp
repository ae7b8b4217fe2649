#include "models/metrics/neighbour_entropy.h"

#include "engine/core/philox.h"
#include "models/metrics/nearest.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lb::models {

namespace {

constexpr double kSquaredFloor = 1e-12;
constexpr std::uint32_t kReferenceSite = 0x6B6E;

/// psi(n) for a whole n: the harmonic number of n - 1 less Euler's constant.
double digamma(std::int64_t n)
{
    double result = -std::numbers::egamma;
    for (std::int64_t i = 1; i < n; ++i)
        result += 1.0 / static_cast<double>(i);
    return result;
}

double logUnitBallVolume(double d)
{
    return 0.5 * d * std::log(std::numbers::pi) - std::lgamma(0.5 * d + 1.0);
}

} // namespace

NeighbourEntropy neighbourEntropy(RowsView codes, int k)
{
    NeighbourEntropy result{.rows = codes.rows(), .width = codes.width, .neighbours = k};
    double logDistances = 0;
    for (double squared : squaredNeighbourDistances(codes, k)) {
        result.duplicates += squared < kSquaredFloor ? 1 : 0;
        logDistances += 0.5 * std::log(std::max(squared, kSquaredFloor));
    }
    const auto d = static_cast<double>(codes.width);
    const auto n = static_cast<double>(result.rows);
    result.entropy = d / n * logDistances + logUnitBallVolume(d) + digamma(result.rows) - digamma(k);
    return result;
}

double gaussianCeiling(std::int64_t d)
{
    return 0.5 * static_cast<double>(d) * std::log(2.0 * std::numbers::pi * std::numbers::e);
}

GaussianReference gaussianReference(const GaussianReferenceRequest& request)
{
    std::vector<float> sample(static_cast<std::size_t>(request.rows * request.width));
    double sum = 0;
    double squares = 0;
    for (int repetition = 0; repetition < request.repetitions; ++repetition) {
        engine::RandomStream stream({.seed = request.seed, .step = static_cast<std::uint64_t>(repetition)},
                                    kReferenceSite);
        std::generate(sample.begin(), sample.end(), [&] { return stream.normal(); });
        const double entropy = neighbourEntropy({sample, request.width}, request.neighbours).entropy;
        sum += entropy;
        squares += entropy * entropy;
    }
    const double count = request.repetitions;
    const double mean = sum / count;
    return {.mean = mean,
            .standardDeviation = std::sqrt(std::max(0.0, squares / count - mean * mean) * count / (count - 1.0)),
            .bias = mean - gaussianCeiling(request.width),
            .repetitions = request.repetitions};
}

EntropyGap entropyGap(const NeighbourEntropy& estimate, const GaussianReference& reference)
{
    return {.gap = estimate.entropy - reference.mean,
            .standardError = reference.standardDeviation * std::sqrt(1.0 + 1.0 / reference.repetitions)};
}

} // namespace lb::models
