#pragma once

#include <optional>
#include <span>
#include <vector>

namespace lb::experiments {

/// Fewer runs than this say nothing about spread: no interval and no test is given for them.
inline constexpr int kFewestForStatistics = 3;

/// An interval; 95 % wherever nothing else is said.
struct Interval {
    double low = 0;
    double high = 0;
};

/// Mean and spread of the finite values of a sample.
struct Summary {
    int n = 0; ///< finite values
    double mean = 0;
    double deviation = 0; ///< with n - 1; 0 for one value
    double low = 0;       ///< smallest
    double high = 0;      ///< largest
    /// Of the mean, by Student's t with n - 1 degrees of freedom; nothing below two values.
    std::optional<Interval> confidence;
};
/// Values that are not finite are left out; none at all gives n = 0.
Summary summarise(std::span<const double> values);

/// A difference of means, a - b, and how sure it is.
struct TestResult {
    double difference = 0;
    Interval confidence; ///< of the difference
    double t = 0;
    double freedom = 0; ///< degrees of freedom
    double p = 1;       ///< two-sided
};
/// Two samples of unequal variance, degrees of freedom after Welch (1947) and Satterthwaite. Nothing when a sample has
/// fewer than two finite values, or neither varies.
std::optional<TestResult> welchTest(std::span<const double> a, std::span<const double> b);
/// Student's test on a[i] - b[i]: for runs that share seed and batches. Pairs with a value that is not finite are left
/// out; nothing below two pairs, or when all differences are equal.
std::optional<TestResult> pairedTest(std::span<const double> a, std::span<const double> b);
/// (mean a - mean b) over the pooled deviation, times 1 - 3 / (4 (n_a + n_b) - 9) against the bias of small samples.
/// Hedges (1981). Nothing when a sample has fewer than two finite values, or neither varies.
std::optional<double> hedgesG(std::span<const double> a, std::span<const double> b);

struct PlanePoint {
    double x = 0;
    double y = 0;
};
/// Indices of the points that no other beats on both axes, by rising x; of equal points the first. A sign is +1 where
/// larger is better, -1 where smaller is. Points that are not finite are on no front.
std::vector<int> paretoFront(std::span<const PlanePoint> points, int signX, int signY);

struct TrendLine {
    double slope = 0;
    double intercept = 0;
    double correlation = 0; ///< Pearson's r
};
/// Least squares on y; nothing below two finite points, or when x does not vary.
std::optional<TrendLine> trendLine(std::span<const PlanePoint> points);

} // namespace lb::experiments
