#include "tests/support/gradient_check.h"

#include <algorithm>
#include <cmath>

namespace lb::testing {

using namespace engine;

namespace {

constexpr double kStep = 1e-6;
constexpr std::size_t kElementwiseUpTo = 40;
constexpr std::size_t kDirections = 8;
constexpr RandomKey kRandom{.seed = 11, .step = 5};

using Direction = std::vector<double>;

/// Unit vectors for small leaves, else random directions of length about 1.
std::vector<Direction> directionsFor(std::size_t size)
{
    std::vector<Direction> result;
    if (size <= kElementwiseUpTo) {
        for (std::size_t i = 0; i < size; ++i) {
            result.emplace_back(size, 0.0);
            result.back()[i] = 1.0;
        }
        return result;
    }
    for (std::size_t i = 0; i < kDirections; ++i)
        result.push_back(normals(size, 900 + i, 1.0 / std::sqrt(static_cast<double>(size))));
    return result;
}

double lossAt(Value loss, Leaves leaves, const std::string& name, const Direction& direction, double step)
{
    std::vector<double>& numbers = leaves.at(name);
    for (std::size_t i = 0; i < numbers.size(); ++i)
        numbers[i] += step * direction[i];
    return evaluate(loss, leaves, {.backend = nullptr, .random = kRandom}).front();
}

} // namespace

GradientError gradientError(Value loss, const std::vector<Value>& wrt, const Leaves& leaves, const KeepPolicy& keep)
{
    Graph& graph = loss.graph();
    const std::vector<Value> gradients = differentiate(loss, wrt, keep);
    GradientError worst;
    for (std::size_t i = 0; i < wrt.size(); ++i) {
        const std::string name = graph.node(graph.producerOf(wrt[i].id())).name;
        const std::size_t size = leaves.at(name).size();
        std::vector<double> analytic(size, 0.0);
        if (!gradients[i].isNull())
            analytic = evaluate(gradients[i], leaves, {.backend = nullptr, .random = kRandom});
        for (const Direction& direction : directionsFor(size)) {
            double slope = 0.0;
            for (std::size_t j = 0; j < size; ++j)
                slope += analytic[j] * direction[j];
            const double numeric =
                (lossAt(loss, leaves, name, direction, kStep) - lossAt(loss, leaves, name, direction, -kStep)) /
                (2.0 * kStep);
            const double error = std::abs(slope - numeric) / std::max(1.0, std::abs(numeric));
            if (error > worst.error || !std::isfinite(error))
                worst = {std::isfinite(error) ? error : HUGE_VAL,
                         name + ": rule " + std::to_string(slope) + ", differences " + std::to_string(numeric)};
        }
    }
    return worst;
}

} // namespace lb::testing
