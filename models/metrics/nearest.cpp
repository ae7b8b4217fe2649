#include "models/metrics/nearest.h"

#include "engine/core/error.h"

#include <algorithm>

namespace lb::models {

double squaredDistance(std::span<const float> a, std::span<const float> b, double enough)
{
    constexpr std::size_t kChunk = 8; // between looks at `enough`
    double total = 0;
    for (std::size_t first = 0; first < a.size() && total < enough; first += kChunk) {
        const std::size_t last = std::min(first + kChunk, a.size());
        for (std::size_t j = first; j < last; ++j) {
            const double difference = static_cast<double>(a[j]) - static_cast<double>(b[j]);
            total += difference * difference;
        }
    }
    return total;
}

std::vector<double> squaredNeighbourDistances(RowsView x, int k)
{
    const std::int64_t rows = x.rows();
    if (k < 1 || k >= rows)
        throw engine::EngineError(engine::ErrorKind::InvalidArgument,
                                  "the " + std::to_string(k) + "-th nearest neighbour of " + std::to_string(rows) +
                                      " rows does not exist");
    std::vector<double> result(static_cast<std::size_t>(rows));
    std::vector<double> nearest(static_cast<std::size_t>(k));
    for (std::int64_t i = 0; i < rows; ++i) {
        std::fill(nearest.begin(), nearest.end(), std::numeric_limits<double>::infinity());
        for (std::int64_t other = 0; other < rows; ++other) {
            if (other == i)
                continue;
            const double distance = squaredDistance(x.row(i), x.row(other), nearest.back());
            if (distance >= nearest.back())
                continue;
            nearest.back() = distance; // k is small: keep them sorted by insertion
            for (std::size_t at = nearest.size() - 1; at > 0 && nearest[at] < nearest[at - 1]; --at)
                std::swap(nearest[at], nearest[at - 1]);
        }
        result[static_cast<std::size_t>(i)] = nearest.back();
    }
    return result;
}

} // namespace lb::models
