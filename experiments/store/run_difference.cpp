#include "experiments/store/run_difference.h"

#include <QMap>

#include <algorithm>
#include <cmath>
#include <limits>

namespace lb::experiments {

namespace {

using Points = QMap<qint64, double>;

Result<Points> pointsOf(MetricReader& reader, const QString& metric)
{
    const auto series = reader.series(metric);
    if (!series)
        return tl::unexpected(series.error());
    Points points;
    for (const MetricPoint& point : *series)
        points.insert(point.step, point.value);
    return points;
}

/// 0 for equal numbers, two NaN among them.
double distance(double a, double b)
{
    if (a == b || (std::isnan(a) && std::isnan(b)))
        return 0;
    const double difference = std::abs(a - b);
    return std::isfinite(difference) ? difference : std::numeric_limits<double>::infinity();
}

MetricDifference compare(const QString& metric, const Points& first, const Points& again)
{
    MetricDifference result{.metric = metric};
    for (auto it = first.begin(); it != first.end(); ++it) {
        const auto other = again.find(it.key());
        if (other == again.end())
            continue;
        ++result.points;
        const double difference = distance(it.value(), other.value());
        if (difference > 0 && result.firstStep < 0)
            result.firstStep = it.key();
        result.largest = std::max(result.largest, difference);
    }
    return result;
}

} // namespace

bool RunDifference::isIdentical() const
{
    return isSameLength && onlyInOne.isEmpty() && !metrics.isEmpty() && !worst();
}

const MetricDifference* RunDifference::worst() const
{
    const MetricDifference* found = nullptr;
    for (const MetricDifference& metric : metrics)
        if (metric.firstStep >= 0 && (!found || metric.largest > found->largest))
            found = &metric;
    return found;
}

bool isRepeatable(const QString& metric)
{
    return !metric.startsWith(QLatin1String("system/")) && !metric.endsWith(QLatin1String("_ms")) &&
           !metric.endsWith(QLatin1String("items_per_s"));
}

Result<RunDifference> differenceOf(MetricReader& first, MetricReader& again)
{
    const auto names = first.metricNames();
    const auto others = again.metricNames();
    if (!names || !others)
        return tl::unexpected(names ? others.error() : names.error());
    RunDifference result;
    for (const QString& name : *names) {
        if (!isRepeatable(name))
            continue;
        if (!others->contains(name)) {
            result.onlyInOne.append(name);
            continue;
        }
        const auto a = pointsOf(first, name);
        const auto b = pointsOf(again, name);
        if (!a || !b)
            return tl::unexpected(a ? b.error() : a.error());
        result.metrics.append(compare(name, *a, *b));
        result.isSameLength = result.isSameLength && a->size() == b->size();
    }
    for (const QString& name : *others)
        if (isRepeatable(name) && !names->contains(name))
            result.onlyInOne.append(name);
    return result;
}

} // namespace lb::experiments
