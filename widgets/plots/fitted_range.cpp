#include "widgets/plots/fitted_range.h"

#include <algorithm>
#include <cmath>

namespace lb::widgets {

namespace {

constexpr int kTicks = 5;
constexpr std::size_t kFewest = 5; // of which one at each end may be left out

PlotRange paddedLinear(PlotRange values, double tickStep)
{
    if (!(values.size() > 0)) {
        const double air = values.lower != 0 ? std::abs(values.lower) * 0.1 : 1;
        values = {values.lower - air, values.upper + air};
    }
    const double step = tickStep > 0 ? tickStep : niceStep(values.size(), kTicks);
    PlotRange range{std::floor(values.lower / step + 1e-9) * step, std::ceil(values.upper / step - 1e-9) * step};
    // A curve lying on the frame looks cut off. Zero is a floor of its own.
    const double air = 0.08 * range.size();
    if (range.upper - values.upper < air / 2)
        range.upper += air;
    if (values.lower - range.lower < air / 2 && values.lower != 0)
        range.lower -= air;
    return range;
}

} // namespace

PlotRange paddedRange(const AxisScale& scale, PlotRange values, double tickStep)
{
    if (scale.kind() == AxisScale::Kind::Linear)
        return paddedLinear(values, tickStep);
    PlotRange places{scale.toPlace(values.lower), scale.toPlace(values.upper)};
    if (scale.kind() == AxisScale::Kind::Symlog) {
        if (values.lower >= 0)
            places.lower = 0;
        else if (values.upper <= 0)
            places.upper = 0;
        if (places.size() < 0.5)
            places.upper = places.lower + 0.5;
        return {values.lower >= 0 ? 0 : places.lower - 0.06 * places.size(),
                values.upper <= 0 && values.lower < 0 ? 0 : places.upper + 0.08 * places.size()};
    }
    if (!std::isfinite(places.lower) || !std::isfinite(places.upper))
        return {-1, 1};
    const double air = std::max(0.06 * places.size(), 0.05);
    return {places.lower - air, places.upper + air};
}

PlotRange robustRange(std::vector<double>& values)
{
    if (values.empty())
        return {0, 0};
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    const PlotRange all{*least, *most};
    if (values.size() < kFewest)
        return all;
    const std::size_t cut = std::max<std::size_t>(1, values.size() / 50);
    const auto low = values.begin() + static_cast<std::ptrdiff_t>(cut);
    const auto high = values.end() - 1 - static_cast<std::ptrdiff_t>(cut);
    std::nth_element(values.begin(), low, values.end());
    std::nth_element(low + 1, high, values.end()); // two places alone: a third of the time of sorting
    const PlotRange inner{*low, *high};
    const double stretch = inner.size() / 4;
    return {std::max(all.lower, inner.lower - stretch), std::min(all.upper, inner.upper + stretch)};
}

} // namespace lb::widgets
