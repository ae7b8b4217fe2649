#include "widgets/tables/run_fold.h"

#include "experiments/records/metric_names.h"
#include "experiments/records/statistics.h"
#include "widgets/tables/run_state_style.h"
#include "widgets/theme/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace lb::widgets {

using experiments::RunRecord;
using experiments::RunState;
using experiments::Summary;

namespace {

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(lb::widgets::RunFold)
};

constexpr std::array kTellingFirst{RunState::Running, RunState::Paused,   RunState::Failed, RunState::Interrupted,
                                   RunState::Queued,  RunState::Finished, RunState::Stopped};
constexpr qsizetype kMostSeeds = 12;

RunState counted(RunState state)
{
    return state == RunState::Preparing || state == RunState::Finishing ? RunState::Running : state;
}

Summary summaryOf(const FoldedRuns& runs, const QString& metric)
{
    std::vector<double> values;
    for (const RunRecord* run : runs)
        if (const auto value = run->last.constFind(metric); value != run->last.cend())
            values.push_back(*value);
    return experiments::summarise(values);
}

QString seedsText(const FoldedRuns& runs)
{
    QStringList seeds;
    for (const RunRecord* run : runs)
        if (const QString seed = countText(run->seed); !seeds.contains(seed))
            seeds.append(seed);
    return seeds.size() > kMostSeeds ? Words::tr("%n seeds", nullptr, static_cast<int>(seeds.size()))
                                     : Words::tr("Seeds %1").arg(seeds.join(QStringLiteral(", ")));
}

double atShare(const QList<double>& values, double share)
{
    return values[static_cast<qsizetype>(std::lround(share * static_cast<double>(values.size() - 1)))];
}

} // namespace

QList<StateCount> stateCounts(const FoldedRuns& runs)
{
    QList<StateCount> counts;
    for (const RunState state : kTellingFirst) {
        const auto count = std::count_if(runs.begin(), runs.end(),
                                         [state](const RunRecord* run) { return counted(run->state) == state; });
        if (count > 0)
            counts.append({state, static_cast<int>(count)});
    }
    return counts;
}

QString stateCountsText(const FoldedRuns& runs)
{
    QStringList parts;
    for (const StateCount& each : stateCounts(runs))
        parts.append(Words::tr("%1 %2", "count, state").arg(countText(each.count), runStateStyle(each.state).word));
    return parts.join(QStringLiteral(", "));
}

double foldProgress(const FoldedRuns& runs)
{
    bool isGoing = false;
    double sum = 0;
    for (const RunRecord* run : runs) {
        const double own = runProgress(*run);
        isGoing = isGoing || own >= 0;
        if (run->state == RunState::Finished)
            sum += 1;
        else if (run->totalSteps > 0)
            sum += std::clamp(static_cast<double>(run->step) / static_cast<double>(run->totalSteps), 0.0, 1.0);
    }
    return isGoing ? sum / static_cast<double>(runs.size()) : -1;
}

QString foldValueText(const FoldedRuns& runs, const QString& metric)
{
    const Summary summary = summaryOf(runs, metric);
    return summary.n > 0 ? valueText(summary.mean) : QString();
}

QString foldValueDetail(const FoldedRuns& runs, const QString& metric)
{
    const Summary summary = summaryOf(runs, metric);
    if (summary.n == 0)
        return {};
    if (summary.n == 1)
        return Words::tr("%1: %2, n = 1").arg(metricTitleWithUnit(metric), valueText(summary.mean));
    return Words::tr("%1: %2 ± %3 (standard deviation), from %4 to %5, n = %6")
        .arg(metricTitleWithUnit(metric), valueText(summary.mean), valueText(summary.deviation), valueText(summary.low),
             valueText(summary.high), countText(summary.n));
}

QString foldToolTip(const QString& name, const FoldedRuns& runs)
{
    QStringList lines{
        Words::tr("%1: %2. %3.", "name, states, seeds").arg(name, stateCountsText(runs), seedsText(runs))};
    for (const char* metric : {"validation/elbo", "validation/reconstruction", "validation/kl",
                               "validation/active_units", "validation/perplexity"})
        if (const QString detail = foldValueDetail(runs, QLatin1String(metric)); !detail.isEmpty())
            lines.append(detail);
    if (lines.size() == 1)
        if (const QString detail = foldValueDetail(runs, QStringLiteral("train/loss")); !detail.isEmpty())
            lines.append(detail);
    return lines.join(QLatin1Char('\n'));
}

QList<double> meanTrend(const QList<QList<double>>& trends)
{
    qsizetype length = 0;
    for (const QList<double>& trend : trends)
        length = std::max(length, trend.size());
    if (length < 2)
        return {};
    QList<double> mean;
    for (qsizetype i = 0; i < length; ++i) {
        const double share = static_cast<double>(i) / static_cast<double>(length - 1);
        double sum = 0;
        int count = 0;
        for (const QList<double>& trend : trends) {
            const double value = trend.size() < 2 ? std::numeric_limits<double>::quiet_NaN() : atShare(trend, share);
            if (!std::isfinite(value))
                continue;
            sum += value;
            ++count;
        }
        mean.append(count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN());
    }
    return mean;
}

QString metricTitleWithUnit(const QString& metric)
{
    const experiments::MetricInfo info = experiments::metricInfo(metric);
    const QString title = QCoreApplication::translate("Metric", info.title.toUtf8().constData());
    return info.unit.isEmpty() ? title : QStringLiteral("%1 (%2)").arg(title, info.unit);
}

} // namespace lb::widgets
