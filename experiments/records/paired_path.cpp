#include "experiments/records/paired_path.h"

#include <algorithm>
#include <cmath>

namespace lb::experiments {

namespace {

qint64 seedOf(const RunFigures& run)
{
    return run.spec.integer(QStringLiteral("run.seed"));
}

double meanOf(std::span<const double> values)
{
    double sum = 0;
    for (const double value : values)
        sum += value;
    return sum / static_cast<double>(values.size());
}

/// By rising step, each once: of steps that were trained again after a crash the later value counts.
std::vector<StepValue> rising(std::vector<StepValue> series)
{
    const auto isBefore = [](const StepValue& a, const StepValue& b) { return a.step < b.step; };
    std::stable_sort(series.begin(), series.end(), isBefore);
    std::vector<StepValue> once;
    once.reserve(series.size());
    for (const StepValue& value : series) {
        if (!once.empty() && once.back().step == value.step)
            once.pop_back();
        once.push_back(value);
    }
    return once;
}

} // namespace

QList<RunPair> pairsOf(const QList<const RunFigures*>& first, const QList<const RunFigures*>& second)
{
    QList<RunPair> pairs;
    for (const RunFigures* one : first)
        for (const RunFigures* other : second) {
            const bool isKnown = one && std::any_of(pairs.cbegin(), pairs.cend(),
                                                    [one](const RunPair& pair) { return pair.seed == seedOf(*one); });
            if (one && other && one != other && !isKnown && shareBatches(one->spec, other->spec))
                pairs.append({seedOf(*one), one, other});
        }
    std::sort(pairs.begin(), pairs.end(), [](const RunPair& a, const RunPair& b) { return a.seed < b.seed; });
    return pairs;
}

std::vector<StepValue> stepDifferences(const RunPair& pair, const QString& metric)
{
    const auto a = pair.first->series.constFind(metric);
    const auto b = pair.second->series.constFind(metric);
    if (a == pair.first->series.cend() || b == pair.second->series.cend())
        return {};
    const std::vector<StepValue> own = rising(*a);
    const std::vector<StepValue> others = rising(*b);
    std::vector<StepValue> differences;
    auto other = others.cbegin();
    for (const StepValue& value : own) {
        while (other != others.cend() && other->step < value.step)
            ++other;
        if (other == others.cend())
            break;
        if (other->step == value.step && std::isfinite(value.value) && std::isfinite(other->value))
            differences.push_back({value.step, value.value - other->value});
    }
    return differences;
}

std::vector<PairedPoint> pairedMean(const QList<std::vector<StepValue>>& paths)
{
    std::vector<PairedPoint> points;
    if (paths.isEmpty())
        return points;
    std::vector<std::size_t> places(static_cast<std::size_t>(paths.size()), 0);
    std::vector<double> differences(places.size());
    for (const StepValue& difference : paths.first()) {
        bool isEverywhere = true;
        for (std::size_t i = 0; i < places.size(); ++i) {
            const std::vector<StepValue>& path = paths[static_cast<qsizetype>(i)];
            while (places[i] < path.size() && path[places[i]].step < difference.step)
                ++places[i];
            isEverywhere = isEverywhere && places[i] < path.size() && path[places[i]].step == difference.step;
            differences[i] = isEverywhere ? path[places[i]].value : 0;
        }
        if (!isEverywhere)
            continue;
        const Summary summary = summarise(differences);
        points.push_back({difference.step, summary.mean,
                          summary.n >= kFewestForStatistics ? summary.confidence : std::optional<Interval>()});
    }
    return points;
}

PathMean pathMean(const QList<std::vector<StepValue>>& paths)
{
    std::vector<double> differences;
    for (const PairedPoint& point : pairedMean(paths))
        differences.push_back(point.difference);
    PathMean mean{.steps = static_cast<qint64>(differences.size())};
    if (differences.empty())
        return mean;
    mean.difference = meanOf(differences);
    std::vector<double> parts;
    mean.isOverPairs = paths.size() >= kFewestForStatistics;
    if (mean.isOverPairs) {
        for (const std::vector<StepValue>& path : paths) {
            double sum = 0;
            for (const StepValue& difference : path)
                sum += difference.value;
            parts.push_back(sum / static_cast<double>(path.size()));
        }
    } else if (mean.steps >= kFewestSteps) {
        const std::size_t length = differences.size() / kPathBlocks;
        const std::size_t left = differences.size() - length * kPathBlocks; // the first steps, while all is in motion
        for (int block = 0; block < kPathBlocks; ++block)
            parts.push_back(
                meanOf(std::span(differences).subspan(left + length * static_cast<std::size_t>(block), length)));
    }
    const Summary summary = summarise(parts);
    mean.count = summary.n;
    if (summary.n >= kFewestForStatistics && summary.deviation > 0)
        mean.confidence = summary.confidence;
    return mean;
}

} // namespace lb::experiments
