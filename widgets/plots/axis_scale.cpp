#include "widgets/plots/axis_scale.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lb::widgets {

namespace {

std::vector<double> linearTicks(PlotRange range, int most)
{
    std::vector<double> ticks;
    if (!(range.size() > 0) || !std::isfinite(range.size()))
        return ticks;
    const double step = niceStep(range.size(), most);
    // Counting in whole steps keeps 0.30000000000000004 off the axis.
    const auto first = static_cast<long long>(std::ceil(range.lower / step - 1e-6));
    const auto last = static_cast<long long>(std::floor(range.upper / step + 1e-6));
    for (long long i = first; i <= last; ++i)
        ticks.push_back(static_cast<double>(i) * step);
    return ticks;
}

/// factors * 10^k within [low, high], both positive.
std::vector<double> decadeTicks(double low, double high, const std::vector<double>& factors, int everyDecade)
{
    std::vector<double> ticks;
    const int first = static_cast<int>(std::floor(std::log10(low)));
    const int last = static_cast<int>(std::ceil(std::log10(high)));
    for (int decade = first; decade <= last; ++decade) {
        if (decade % everyDecade != 0)
            continue;
        for (const double factor : factors) {
            const double value = factor * std::pow(10.0, decade);
            if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9))
                ticks.push_back(value);
        }
    }
    return ticks;
}

/// Decades alone, or with 3, or with 2 and 5: the first that gives four ticks; every second decade when there are too
/// many.
std::vector<double> logarithmicTicks(double low, double high, int most)
{
    if (!(low > 0) || !(high > low))
        return {};
    std::vector<double> ticks;
    for (const std::vector<double>& factors : {std::vector<double>{1}, {1, 3}, {1, 2, 5}}) {
        ticks = decadeTicks(low, high, factors, 1);
        if (ticks.size() >= 4)
            break;
    }
    for (int every = 2; static_cast<int>(ticks.size()) > most && every < 20; ++every)
        ticks = decadeTicks(low, high, {1}, every);
    return ticks;
}

} // namespace

double niceStep(double size, int most)
{
    const double raw = size / std::max(1, most);
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (std::floor(size / (factor * power) + 1e-9) <= most)
            return factor * power;
    return 10 * power;
}

double AxisScale::toPlace(double value) const
{
    switch (m_kind) {
    case Kind::Log:
        return value > 0 ? std::log10(value) : std::numeric_limits<double>::quiet_NaN();
    case Kind::Symlog:
        return std::copysign(std::log10(1 + std::abs(value) / m_threshold), value);
    case Kind::Linear:
        break;
    }
    return value;
}

double AxisScale::fromPlace(double place) const
{
    switch (m_kind) {
    case Kind::Log:
        return std::pow(10.0, place);
    case Kind::Symlog:
        return std::copysign(m_threshold * (std::pow(10.0, std::abs(place)) - 1), place);
    case Kind::Linear:
        break;
    }
    return place;
}

std::vector<double> AxisScale::candidates(PlotRange places, int most) const
{
    const double low = fromPlace(places.lower);
    const double high = fromPlace(places.upper);
    if (m_kind == Kind::Linear)
        return linearTicks(places, most);
    std::vector<double> ticks;
    if (m_kind == Kind::Log) {
        ticks = logarithmicTicks(low, high, most);
    } else {
        // Below the threshold the scale is nearly linear: its first tick is the threshold itself, then zero.
        const auto positive = [this, most](double from, double to) {
            return logarithmicTicks(std::max(from, m_threshold), to, most - 1);
        };
        const std::vector<double> below = positive(-high, -low);
        for (auto it = below.rbegin(); it != below.rend(); ++it)
            ticks.push_back(-*it);
        if (low <= 0 && high >= 0)
            ticks.push_back(0);
        for (const double value : positive(low, high))
            ticks.push_back(value);
    }
    if (ticks.size() < 3)
        ticks = linearTicks({low, high}, most); // zoomed into less than a decade
    return ticks;
}

std::vector<double> AxisScale::ticks(PlotRange places, int most, double smallestGap) const
{
    std::vector<double> kept;
    if (!(places.size() > 0) || !std::isfinite(places.size()))
        return kept;
    for (const double value : candidates(places, most)) {
        const bool isClose = !kept.empty() && toPlace(value) - toPlace(kept.back()) < smallestGap;
        if (!isClose)
            kept.push_back(value);
        else if (value == 0)
            kept.back() = value; // zero is the one tick that must stay
    }
    return kept;
}

} // namespace lb::widgets
