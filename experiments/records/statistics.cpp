#include "experiments/records/statistics.h"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lb::experiments {

namespace {

constexpr double kTail = 0.025; // of a 95 % interval

double quantile(double freedom)
{
    return boost::math::quantile(boost::math::complement(boost::math::students_t(freedom), kTail));
}

double twoSided(double t, double freedom)
{
    return 2 * boost::math::cdf(boost::math::complement(boost::math::students_t(freedom), std::abs(t)));
}

/// Values alike to the last bits have no spread worth dividing by.
bool isNothing(double error, double scale)
{
    return !(error > 1e-14 * std::abs(scale));
}

TestResult resultOf(double difference, double error, double freedom)
{
    const double half = quantile(freedom) * error;
    const double t = difference / error;
    return {difference, {difference - half, difference + half}, t, freedom, twoSided(t, freedom)};
}

} // namespace

Summary summarise(std::span<const double> values)
{
    Summary summary;
    double sum = 0;
    for (const double value : values) {
        if (!std::isfinite(value))
            continue;
        summary.low = summary.n == 0 ? value : std::min(summary.low, value);
        summary.high = summary.n == 0 ? value : std::max(summary.high, value);
        sum += value;
        ++summary.n;
    }
    if (summary.n == 0)
        return summary;
    summary.mean = sum / summary.n;
    if (summary.n == 1)
        return summary;
    double squares = 0;
    for (const double value : values)
        if (std::isfinite(value))
            squares += (value - summary.mean) * (value - summary.mean);
    summary.deviation = std::sqrt(squares / (summary.n - 1));
    const double half = quantile(summary.n - 1) * summary.deviation / std::sqrt(summary.n);
    summary.confidence = Interval{summary.mean - half, summary.mean + half};
    return summary;
}

std::optional<TestResult> welchTest(std::span<const double> a, std::span<const double> b)
{
    const Summary first = summarise(a);
    const Summary second = summarise(b);
    if (first.n < 2 || second.n < 2)
        return {};
    const double varianceA = first.deviation * first.deviation / first.n;
    const double varianceB = second.deviation * second.deviation / second.n;
    const double variance = varianceA + varianceB;
    if (isNothing(std::sqrt(variance), std::max(std::abs(first.mean), std::abs(second.mean))))
        return {};
    const double freedom =
        variance * variance / (varianceA * varianceA / (first.n - 1) + varianceB * varianceB / (second.n - 1));
    return resultOf(first.mean - second.mean, std::sqrt(variance), freedom);
}

std::optional<TestResult> pairedTest(std::span<const double> a, std::span<const double> b)
{
    std::vector<double> differences;
    double scale = 0;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        differences.push_back(a[i] - b[i]); // not finite where one of them is not
        if (std::isfinite(differences.back()))
            scale = std::max({scale, std::abs(a[i]), std::abs(b[i])});
    }
    const Summary summary = summarise(differences);
    if (summary.n < 2)
        return {};
    const double error = summary.deviation / std::sqrt(summary.n);
    if (isNothing(error, scale))
        return {};
    return resultOf(summary.mean, error, summary.n - 1);
}

std::optional<double> hedgesG(std::span<const double> a, std::span<const double> b)
{
    const Summary first = summarise(a);
    const Summary second = summarise(b);
    if (first.n < 2 || second.n < 2)
        return {};
    const double freedom = first.n + second.n - 2;
    const double pooled = std::sqrt(
        ((first.n - 1) * first.deviation * first.deviation + (second.n - 1) * second.deviation * second.deviation) /
        freedom);
    if (isNothing(pooled, std::max(std::abs(first.mean), std::abs(second.mean))))
        return {};
    const double correction = 1 - 3 / (4.0 * (first.n + second.n) - 9);
    return correction * (first.mean - second.mean) / pooled;
}

std::vector<int> paretoFront(std::span<const PlanePoint> points, int signX, int signY)
{
    std::vector<int> order;
    for (int i = 0; i < static_cast<int>(points.size()); ++i)
        if (std::isfinite(points[static_cast<std::size_t>(i)].x) &&
            std::isfinite(points[static_cast<std::size_t>(i)].y))
            order.push_back(i);
    const auto at = [&points](int i) { return points[static_cast<std::size_t>(i)]; };
    // The best x first, of equal ones the best y: a point is on the front when its y beats all before it.
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        if (at(a).x != at(b).x)
            return signX * at(a).x > signX * at(b).x;
        return signY * at(a).y > signY * at(b).y;
    });
    std::vector<int> front;
    for (const int i : order)
        if (front.empty() || signY * at(i).y > signY * at(front.back()).y)
            front.push_back(i);
    std::sort(front.begin(), front.end(), [&](int a, int b) { return at(a).x < at(b).x; });
    return front;
}

std::optional<TrendLine> trendLine(std::span<const PlanePoint> points)
{
    std::vector<PlanePoint> finite;
    std::copy_if(points.begin(), points.end(), std::back_inserter(finite),
                 [](const PlanePoint& point) { return std::isfinite(point.x) && std::isfinite(point.y); });
    if (finite.size() < 2)
        return {};
    const auto count = static_cast<double>(finite.size());
    PlanePoint mean;
    for (const PlanePoint& point : finite) {
        mean.x += point.x / count;
        mean.y += point.y / count;
    }
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (const PlanePoint& point : finite) {
        xx += (point.x - mean.x) * (point.x - mean.x);
        xy += (point.x - mean.x) * (point.y - mean.y);
        yy += (point.y - mean.y) * (point.y - mean.y);
    }
    if (xx <= 0)
        return {};
    const double slope = xy / xx;
    return TrendLine{slope, mean.y - slope * mean.x, yy > 0 ? xy / std::sqrt(xx * yy) : 0};
}

} // namespace lb::experiments
