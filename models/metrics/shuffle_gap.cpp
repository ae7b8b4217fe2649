#include "models/metrics/shuffle_gap.h"

#include "engine/core/philox.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lb::models {

std::vector<std::uint32_t> derangement(std::int64_t rows, std::uint64_t seed)
{
    constexpr std::uint32_t kShuffleSite = 0x5348;
    engine::RandomStream stream({.seed = seed, .step = 0}, kShuffleSite);
    std::vector<std::uint32_t> order(static_cast<std::size_t>(rows));
    std::iota(order.begin(), order.end(), 0U);
    for (std::size_t i = order.size(); i > 1; --i)
        std::swap(order[i - 1], order[stream.below(static_cast<std::uint32_t>(i - 1))]);
    return order;
}

double shuffleGap(std::span<const float> ownReconstruction, std::span<const float> shuffledReconstruction)
{
    double sum = 0;
    for (std::size_t i = 0; i < ownReconstruction.size(); ++i)
        sum += static_cast<double>(shuffledReconstruction[i]) - static_cast<double>(ownReconstruction[i]);
    return ownReconstruction.empty() ? 0.0 : sum / static_cast<double>(ownReconstruction.size());
}

double shuffleGapError(std::span<const float> ownReconstruction, std::span<const float> shuffledReconstruction)
{
    const auto rows = static_cast<double>(ownReconstruction.size());
    if (rows < 2)
        return 0.0;
    const double mean = shuffleGap(ownReconstruction, shuffledReconstruction);
    double squares = 0;
    for (std::size_t i = 0; i < ownReconstruction.size(); ++i) {
        const double gap = static_cast<double>(shuffledReconstruction[i]) - static_cast<double>(ownReconstruction[i]);
        squares += (gap - mean) * (gap - mean);
    }
    return std::sqrt(squares / (rows - 1) / rows);
}

} // namespace lb::models
