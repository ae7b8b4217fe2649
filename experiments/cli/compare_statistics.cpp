#include "experiments/cli/compare_statistics.h"

#include "experiments/cli/output.h"
#include "experiments/preview/schema.h"
#include "experiments/records/claim.h"
#include "experiments/records/metric_names.h"
#include "experiments/store/figure_reader.h"
#include "experiments/store/own_metrics.h"

#include <algorithm>
#include <cmath>

namespace lb::experiments {

namespace {

/// Metrics in reading order, test values where there are no validation's.
const QStringList& candidates()
{
    static const QStringList names{QStringLiteral("test/iw_nll"),
                                   QStringLiteral("validation/elbo"),
                                   QStringLiteral("validation/reconstruction"),
                                   QStringLiteral("validation/kl"),
                                   QStringLiteral("validation/mutual_information"),
                                   QStringLiteral("validation/active_units"),
                                   QStringLiteral("validation/shuffle_gap"),
                                   QStringLiteral("validation/perplexity"),
                                   QStringLiteral("validation/squared_error"),
                                   QStringLiteral("validation/entropy_gap")};
    return names;
}

QString intervalText(const Interval& interval)
{
    return QStringLiteral("%1 to %2").arg(shortNumber(interval.low), shortNumber(interval.high));
}

QString probabilityText(double p)
{
    return p < 0.001 ? QStringLiteral("<0.001") : QString::number(p, 'f', 3);
}

QJsonObject toJson(const TestResult& test)
{
    return {{QStringLiteral("difference"), test.difference}, {QStringLiteral("low"), test.confidence.low},
            {QStringLiteral("high"), test.confidence.high},  {QStringLiteral("t"), test.t},
            {QStringLiteral("freedom"), test.freedom},       {QStringLiteral("p"), test.p}};
}

} // namespace

QList<const RunFigures*> CompareStatistics::Group::figures() const
{
    QList<const RunFigures*> result;
    for (const RunFigures& run : runs)
        result.append(&run);
    return result;
}

Result<CompareStatistics> CompareStatistics::of(RunStore& store, const QList<RunRecord>& runs, const QString& baseline,
                                                const ValueChoice& choice)
{
    CompareStatistics statistics;
    statistics.m_choice = choice;
    const Result<QStringList> own = ownMetricNames(store);
    if (!own)
        return tl::unexpected(own.error());
    const QStringList order = candidates() + *own;
    QStringList keys;
    for (const RunRecord& run : runs) {
        Result<RunFigures> figures = readFigures(store, run.uid, *own);
        if (!figures)
            return tl::unexpected(figures.error());
        figures->spec = figures->spec.completed(schemaFor(figures->spec));
        const QString key = settingsKey(figures->spec);
        auto place = keys.indexOf(key);
        if (place < 0) {
            place = keys.size();
            keys.append(key);
            statistics.m_groups.append({run.name, {}, false});
        }
        for (const QString& metric : figures->series.keys())
            if (order.contains(metric) && !statistics.m_metrics.contains(metric))
                statistics.m_metrics.append(metric);
        Group& group = statistics.m_groups[place];
        group.isBaseline = group.isBaseline || run.uid == baseline;
        group.runs.append(std::move(*figures));
    }
    for (Group& group : statistics.m_groups)
        if (group.runs.size() > 1)
            group.name = nameWithoutSeed(group.name);
    std::sort(statistics.m_metrics.begin(), statistics.m_metrics.end(),
              [&order](const QString& a, const QString& b) { return order.indexOf(a) < order.indexOf(b); });
    std::stable_partition(statistics.m_groups.begin(), statistics.m_groups.end(),
                          [](const Group& group) { return group.isBaseline; });
    return statistics;
}

QString CompareStatistics::text() const
{
    TextTable table({QStringLiteral("Quantity"), QStringLiteral("Group"), QStringLiteral(">n"), QStringLiteral(">Mean"),
                     QStringLiteral(">Std"), QStringLiteral(">95 % CI"), QStringLiteral(">Difference"),
                     QStringLiteral(">95 % CI of it"), QStringLiteral(">Welch t"), QStringLiteral(">p"),
                     QStringLiteral(">g"), QStringLiteral(">pairs"), QStringLiteral(">paired p")});
    const bool hasBaseline = !m_groups.isEmpty() && m_groups.first().isBaseline;
    const QString none = QStringLiteral("-");
    for (const QString& metric : m_metrics)
        for (const Group& group : m_groups) {
            const Claim claim =
                claimOf(group.figures(),
                        hasBaseline && !group.isBaseline ? m_groups.first().figures() : QList<const RunFigures*>(),
                        metric, m_choice);
            if (claim.group.n == 0)
                continue;
            QStringList cells{metricInfo(metric).title,
                              group.name,
                              QString::number(claim.group.n),
                              shortNumber(claim.group.mean),
                              claim.group.n > 1 ? shortNumber(claim.group.deviation) : none,
                              claim.group.n >= kFewestForStatistics
                                  ? intervalText(*claim.group.confidence)
                                  : QStringLiteral("n < %1").arg(kFewestForStatistics)};
            cells.append(group.isBaseline   ? QStringLiteral("baseline")
                         : claim.base.n > 0 ? shortNumber(claim.group.mean - claim.base.mean)
                                            : none);
            if (claim.welch)
                cells += {intervalText(claim.welch->confidence), QString::number(claim.welch->t, 'f', 2),
                          probabilityText(claim.welch->p), QString::number(claim.effect.value_or(0), 'f', 2)};
            else
                cells += {none, none, none, none};
            cells += {claim.seeds.empty() ? none : QString::number(claim.seeds.size()),
                      claim.paired ? probabilityText(claim.paired->p) : none};
            table.addRow(cells);
        }
    return table.text() +
           QStringLiteral("Groups are runs that differ in their seed alone, n of them; values: %1. Fewer than %2 seeds "
                          "get no interval and no test: a difference between them may be chance. Pairs share seed and "
                          "batches.\n")
               .arg(m_choice.name())
               .arg(kFewestForStatistics);
}

QList<QJsonObject> CompareStatistics::json() const
{
    QList<QJsonObject> lines;
    const bool hasBaseline = !m_groups.isEmpty() && m_groups.first().isBaseline;
    for (const QString& metric : m_metrics)
        for (const Group& group : m_groups) {
            const bool isCompared = hasBaseline && !group.isBaseline;
            const Claim claim =
                claimOf(group.figures(), isCompared ? m_groups.first().figures() : QList<const RunFigures*>(), metric,
                        m_choice);
            if (claim.group.n == 0)
                continue;
            QJsonObject line{
                {QStringLiteral("metric"), metric},         {QStringLiteral("group"), group.name},
                {QStringLiteral("at"), m_choice.name()},    {QStringLiteral("n"), claim.group.n},
                {QStringLiteral("mean"), claim.group.mean}, {QStringLiteral("is_baseline"), group.isBaseline}};
            if (claim.group.n > 1)
                line.insert(QStringLiteral("std"), claim.group.deviation);
            if (claim.group.n >= kFewestForStatistics) {
                line.insert(QStringLiteral("low"), claim.group.confidence->low);
                line.insert(QStringLiteral("high"), claim.group.confidence->high);
            }
            if (claim.base.n > 0)
                line.insert(QStringLiteral("difference"), claim.group.mean - claim.base.mean);
            if (claim.welch)
                line.insert(QStringLiteral("welch"), toJson(*claim.welch));
            if (claim.effect)
                line.insert(QStringLiteral("hedges_g"), *claim.effect);
            if (claim.paired)
                line.insert(QStringLiteral("paired"), toJson(*claim.paired));
            lines.append(line);
        }
    return lines;
}

Result<QMap<QString, double>> chosenValues(RunStore& store, const QString& uid, const ValueChoice& choice)
{
    const Result<QStringList> own = ownMetricNames(store);
    if (!own)
        return tl::unexpected(own.error());
    const Result<RunFigures> figures = readFigures(store, uid, *own);
    if (!figures)
        return tl::unexpected(figures.error());
    QMap<QString, double> values;
    for (auto series = figures->series.cbegin(); series != figures->series.cend(); ++series)
        if (const double value = valueOf(*figures, series.key(), choice); !std::isnan(value))
            values.insert(series.key(), value);
    return values;
}

} // namespace lb::experiments
