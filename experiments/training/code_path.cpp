#include "experiments/training/code_path.h"

#include <algorithm>
#include <cmath>

namespace lb::experiments {

namespace {

double dot(std::span<const float> a, std::span<const float> b)
{
    double total = 0;
    for (std::size_t j = 0; j < a.size(); ++j)
        total += static_cast<double>(a[j]) * static_cast<double>(b[j]);
    return total;
}

/// The angle between two codes; 0 where there is none to turn by.
double arcBetween(std::span<const float> a, std::span<const float> b)
{
    constexpr double kNoArc = 1e-6; // radians; less cannot be told from rounding
    const double lengths = std::sqrt(dot(a, a) * dot(b, b));
    const double angle = lengths > 0 ? std::acos(std::clamp(dot(a, b) / lengths, -1.0, 1.0)) : 0;
    return std::sin(angle) > kNoArc ? angle : 0;
}

} // namespace

std::vector<float> codePath(const models::CodeSpace& space, std::span<const float> from, std::span<const float> to,
                            PathKind kind, std::span<const double> positions)
{
    const double arc = kind == PathKind::Spherical ? arcBetween(from, to) : 0;
    std::vector<float> codes;
    for (const double t : positions) {
        const double a = arc > 0 ? std::sin((1 - t) * arc) / std::sin(arc) : 1 - t;
        const double b = arc > 0 ? std::sin(t * arc) / std::sin(arc) : t;
        for (std::size_t j = 0; j < from.size(); ++j)
            codes.push_back(static_cast<float>(a * static_cast<double>(from[j]) + b * static_cast<double>(to[j])));
    }
    models::projectRows(space, codes);
    for (std::size_t i = 0; i < positions.size(); ++i) { // no rounding at the ends
        const auto row = codes.begin() + static_cast<std::ptrdiff_t>(i * from.size());
        if (positions[i] == 0)
            std::copy(from.begin(), from.end(), row);
        else if (positions[i] == 1)
            std::copy(to.begin(), to.end(), row);
    }
    return codes;
}

std::vector<double> evenPositions(int count)
{
    std::vector<double> positions;
    for (int i = 0; i < count; ++i)
        positions.push_back(count > 1 ? static_cast<double>(i) / (count - 1) : 0);
    return positions;
}

} // namespace lb::experiments
