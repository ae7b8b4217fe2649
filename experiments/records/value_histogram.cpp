#include "experiments/records/value_histogram.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lb::experiments {

namespace {

constexpr int kMiddle = kHistogramBins / 2;
constexpr int kLeast = -20; // exponent of the bin beside the middle one

int binOf(float value)
{
    if (std::abs(value) < std::ldexp(1.0F, kLeast))
        return kMiddle;
    const int beside = std::min(std::ilogb(value) - kLeast + 1, kMiddle);
    return value > 0 ? kMiddle + beside : kMiddle - beside;
}

} // namespace

std::vector<float> histogramOf(std::span<const float> values)
{
    std::vector<std::size_t> counts(kHistogramBins);
    for (const float value : values)
        if (std::isfinite(value))
            ++counts[static_cast<std::size_t>(binOf(value))];
    std::vector<float> shares;
    for (const std::size_t count : counts)
        shares.push_back(static_cast<float>(static_cast<double>(count) /
                                            static_cast<double>(std::max<std::size_t>(1, values.size()))));
    return shares;
}

HistogramBin histogramBin(int bin)
{
    const int beside = std::abs(bin - kMiddle);
    if (beside == 0)
        return {-std::ldexp(1.0, kLeast), std::ldexp(1.0, kLeast)};
    const double near = std::ldexp(1.0, kLeast + beside - 1);
    const double far = beside == kMiddle ? std::numeric_limits<double>::infinity() : 2 * near;
    return bin > kMiddle ? HistogramBin{near, far} : HistogramBin{-far, -near};
}

bool isHistogram(const QString& metric)
{
    return metric.startsWith(QLatin1String("weights/")) || metric.startsWith(QLatin1String("gradients/"));
}

} // namespace lb::experiments
