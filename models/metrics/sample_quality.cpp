#include "models/metrics/sample_quality.h"

#include "models/metrics/nearest.h"

#include <vector>

namespace lb::models {

namespace {

double kernel(double squared, std::span<const double> constants)
{
    double result = 0;
    for (double c : constants)
        result += c / (c + squared);
    return result;
}

double meanWithin(RowsView x, std::span<const double> constants)
{
    double sum = 0;
    for (std::int64_t i = 0; i < x.rows(); ++i)
        for (std::int64_t j = 0; j < i; ++j)
            sum += kernel(squaredDistance(x.row(i), x.row(j)), constants);
    return 2.0 * sum / static_cast<double>(x.rows() * (x.rows() - 1));
}

double meanBetween(RowsView x, RowsView y, std::span<const double> constants)
{
    double sum = 0;
    for (std::int64_t i = 0; i < x.rows(); ++i)
        for (std::int64_t j = 0; j < y.rows(); ++j)
            sum += kernel(squaredDistance(x.row(i), y.row(j)), constants);
    return sum / static_cast<double>(x.rows() * y.rows());
}

} // namespace

Prdc prdc(RowsView real, RowsView fake, int k)
{
    const std::vector<double> realRadii = squaredNeighbourDistances(real, k);
    const std::vector<double> fakeRadii = squaredNeighbourDistances(fake, k);
    std::vector<bool> isFakeInside(fakeRadii.size());
    std::int64_t recalled = 0;
    std::int64_t held = 0;
    std::int64_t covered = 0;
    for (std::size_t i = 0; i < realRadii.size(); ++i) {
        bool isRecalled = false;
        bool isCovered = false;
        for (std::size_t j = 0; j < fakeRadii.size(); ++j) {
            const double squared =
                squaredDistance(real.row(static_cast<std::int64_t>(i)), fake.row(static_cast<std::int64_t>(j)));
            isRecalled = isRecalled || squared < fakeRadii[j];
            if (squared >= realRadii[i])
                continue;
            isFakeInside[j] = true;
            isCovered = true;
            ++held;
        }
        recalled += isRecalled ? 1 : 0;
        covered += isCovered ? 1 : 0;
    }
    std::int64_t inside = 0;
    for (const bool isInside : isFakeInside)
        inside += isInside ? 1 : 0;
    const auto reals = static_cast<double>(realRadii.size());
    const auto fakes = static_cast<double>(fakeRadii.size());
    return {.precision = static_cast<double>(inside) / fakes,
            .recall = static_cast<double>(recalled) / reals,
            .density = static_cast<double>(held) / (k * fakes),
            .coverage = static_cast<double>(covered) / reals};
}

double mmdImq(RowsView x, RowsView y, std::span<const double> constants)
{
    return meanWithin(x, constants) + meanWithin(y, constants) - 2.0 * meanBetween(x, y, constants);
}

double mmdImq(RowsView x, RowsView y)
{
    std::vector<double> constants;
    for (double scale : {0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0})
        constants.push_back(2.0 * static_cast<double>(x.width) * scale);
    return mmdImq(x, y, constants);
}

} // namespace lb::models
