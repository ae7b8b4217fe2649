#pragma once

#include <QString>

#include <span>
#include <vector>

namespace lb::experiments {

/// Histograms of a tensor's numbers over powers of two, the same bins for every tensor and step, so that steps stand
/// beside each other: [2^k, 2^(k + 1)) for k from -20 to 3, what is larger, the same below zero, and one bin for what
/// is nearer to zero than 2^-20. Bins rise with their values.
inline constexpr int kHistogramBins = 51;

/// Shares of the values in each bin. Numbers that are not finite are in none, so that the shares then miss 1.
std::vector<float> histogramOf(std::span<const float> values);

/// Where a bin begins and ends; infinite at the ends.
struct HistogramBin {
    double low = 0;
    double high = 0;
};
HistogramBin histogramBin(int bin);

/// "weights/TENSOR" and "gradients/TENSOR", as vectors of metrics are named.
bool isHistogram(const QString& metric);

} // namespace lb::experiments
