#include "gui/figures/figure_seeds.h"

#include "gui/compare/seed_lines.h"

#include <algorithm>

namespace lb::gui {

using experiments::MetricPoint;
using experiments::StepValue;
using widgets::FigureData;
using widgets::FigureRunData;

namespace {

/// Where the run stands among the data's runs.
qsizetype placeOf(const QList<experiments::RunRecord>& records, const QString& uid)
{
    return std::find_if(records.cbegin(), records.cend(), [&uid](const auto& run) { return run.uid == uid; }) -
           records.cbegin();
}

std::vector<StepValue> valuesOf(const QList<MetricPoint>& points)
{
    std::vector<StepValue> values;
    values.reserve(static_cast<std::size_t>(points.size()));
    for (const MetricPoint& point : points)
        values.push_back({point.step, point.value});
    return values;
}

void averageMetric(FigureRunData& mean, const QList<const FigureRunData*>& runs, const QString& metric, SpreadKind band)
{
    std::vector<std::vector<StepValue>> values;
    for (const FigureRunData* run : runs)
        values.push_back(valuesOf(run->points.value(metric)));
    QList<const std::vector<StepValue>*> histories;
    for (const auto& each : values)
        histories.append(&each);
    const SeedMean result = seedMean(histories, band);
    QList<MetricPoint> points;
    for (const StepValue& value : result.mean)
        points.append({metric, value.step, value.value, 0});
    mean.points.insert(metric, points);
    mean.spread.insert(metric, result.spread);
}

FigureRunData meanOf(const SeedLine& line, const QList<const FigureRunData*>& runs, SpreadKind band)
{
    FigureRunData mean;
    mean.run = line.line;
    mean.dataset = runs.first()->dataset;
    for (const FigureRunData* run : runs) {
        mean.seeds.append(run->run.seed);
        mean.events += run->events;
    }
    std::sort(mean.seeds.begin(), mean.seeds.end());
    for (const FigureRunData* run : runs)
        for (auto points = run->points.cbegin(); points != run->points.cend(); ++points)
            if (!mean.points.contains(points.key()))
                averageMetric(mean, runs, points.key(), band);
    return mean;
}

} // namespace

void averageSeeds(FigureData& data, const QList<experiments::RunRecord>& records, SpreadKind band)
{
    QList<FigureRunData> lines;
    QList<FigureRunData> averaged;
    for (const SeedLine& line : seedLines(records)) {
        if (!line.isMean()) {
            lines.append(data.runs[placeOf(records, line.runs.first().uid)]);
            continue;
        }
        QList<const FigureRunData*> runs;
        for (const experiments::RunRecord& run : line.runs)
            runs.append(&std::as_const(data.runs).at(placeOf(records, run.uid)));
        lines.append(meanOf(line, runs, band));
        for (auto& theory : data.theory)
            for (widgets::TheoryLine& each : theory)
                for (const FigureRunData* run : runs)
                    if (each.uid == run->run.uid)
                        each.uid = line.line.uid;
        for (const FigureRunData* run : runs) {
            if (std::all_of(run->vectors.cbegin(), run->vectors.cend(),
                            [](const auto& each) { return each.isEmpty(); }))
                continue;
            averaged.append(*run);
            averaged.last().points.clear();
            averaged.last().events.clear();
            averaged.last().isAveraged = true;
        }
    }
    data.runs = lines + averaged;
}

} // namespace lb::gui
