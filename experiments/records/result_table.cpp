#include "experiments/records/result_table.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace lb::experiments {

namespace {

const QString kTest = QStringLiteral("test/");
const QString kValidation = QStringLiteral("validation/");
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

bool has(const MeasuredRun& run, const QString& metric)
{
    return std::isfinite(run.values.value(metric, kNone));
}

/// The metric that stands for a quantity in all rows; empty when no run has it.
QString metricOf(const QList<MeasuredRun>& runs, const QString& quantity)
{
    bool isTested = false;
    bool isKnown = false;
    bool isTestedEverywhere = true;
    for (const MeasuredRun& run : runs) {
        const bool inTest = has(run, kTest + quantity);
        const bool inValidation = has(run, kValidation + quantity);
        isTested = isTested || inTest;
        isKnown = isKnown || inTest || inValidation;
        isTestedEverywhere = isTestedEverywhere && (inTest || !inValidation);
    }
    if (!isKnown)
        return {};
    return (isTested && isTestedEverywhere ? kTest : kValidation) + quantity;
}

ResultTable::Cell cellOf(const QList<const MeasuredRun*>& runs, const QString& metric)
{
    std::vector<double> values;
    for (const MeasuredRun* run : runs)
        if (has(*run, metric))
            values.push_back(run->values.value(metric));
    ResultTable::Cell cell{static_cast<int>(values.size()), kNone, kNone, false};
    if (values.empty())
        return cell;
    double sum = 0;
    for (const double value : values)
        sum += value;
    cell.mean = sum / static_cast<double>(values.size());
    if (values.size() < 2)
        return cell;
    double squares = 0; // second pass: no cancellation
    for (const double value : values)
        squares += (value - cell.mean) * (value - cell.mean);
    cell.deviation = std::sqrt(squares / static_cast<double>(values.size() - 1));
    return cell;
}

/// Numbers of one data set that mean the same.
bool isRanked(const QList<MeasuredRun>& runs, const QString& metric)
{
    const QString bound = boundBehind(metric);
    QSet<QString> datasets;
    bool anyBound = false;
    bool anyWithout = false;
    for (const MeasuredRun& run : runs) {
        if (!has(run, metric))
            continue;
        datasets.insert(run.dataset);
        if (!bound.isEmpty())
            (has(run, bound) ? anyBound : anyWithout) = true;
    }
    return datasets.size() <= 1 && !(anyBound && anyWithout);
}

/// What is shown as equal is equally good.
void markBest(QList<ResultTable::Row>& rows, qsizetype column, MetricInfo::Better better)
{
    if (better == MetricInfo::Better::Neither)
        return;
    const ResultTable::Cell* best = nullptr;
    int present = 0;
    for (const ResultTable::Row& row : std::as_const(rows)) {
        const ResultTable::Cell& cell = row.cells[column];
        if (cell.count == 0)
            continue;
        ++present;
        if (!best || (better == MetricInfo::Better::Lower ? cell.mean < best->mean : cell.mean > best->mean))
            best = &cell;
    }
    if (present < 2)
        return;
    const QString text = meanText(*best, QString());
    for (ResultTable::Row& row : rows)
        row.cells[column].isBest = row.cells[column].count > 0 && meanText(row.cells[column], QString()) == text;
}

} // namespace

const QStringList& comparedQuantities()
{
    static const QStringList names{
        QStringLiteral("reconstruction"), QStringLiteral("kl"),           QStringLiteral("elbo"),
        QStringLiteral("iw_nll"),         QStringLiteral("perplexity"),   QStringLiteral("token_accuracy"),
        QStringLiteral("squared_error"),  QStringLiteral("active_units"), QStringLiteral("mutual_information"),
        QStringLiteral("shuffle_gap"),    QStringLiteral("entropy_gap"),  QStringLiteral("fd_prior")};
    return names;
}

QString boundBehind(const QString& metric)
{
    const QString ending = QStringLiteral("/perplexity");
    return metric.endsWith(ending) ? metric.chopped(ending.size()) + QStringLiteral("/elbo") : QString();
}

QString commonName(const QStringList& names)
{
    if (names.isEmpty())
        return {};
    QString common = names.first();
    for (const QString& name : names) {
        qsizetype same = 0;
        while (same < std::min(common.size(), name.size()) && common[same] == name[same])
            ++same;
        common.truncate(same);
    }
    if (names.size() > 1) {
        // "grid, seed " of "grid, seed 1" and "grid, seed 2": the word belongs to the numbers.
        common = common.trimmed();
        if (common.endsWith(QLatin1String("seed")))
            common.chop(4);
        while (!common.isEmpty() && QStringLiteral(" ,-_.;:").contains(common.back()))
            common.chop(1);
    }
    return common.isEmpty() ? names.first() : common;
}

ResultTable resultTable(const QList<MeasuredRun>& runs, const QStringList& quantities)
{
    ResultTable table;
    QList<QList<const MeasuredRun*>> groups;
    QHash<QString, qsizetype> known;
    for (const MeasuredRun& run : runs) {
        const auto found = run.setting.isEmpty() ? known.cend() : known.constFind(run.setting);
        if (found != known.cend()) {
            groups[*found].append(&run);
            continue;
        }
        if (!run.setting.isEmpty())
            known.insert(run.setting, groups.size());
        groups.append(QList<const MeasuredRun*>{&run});
    }
    QStringList metrics;
    for (const QString& quantity : quantities)
        if (const QString metric = metricOf(runs, quantity); !metric.isEmpty()) {
            metrics.append(metric);
            table.columns.append(metricInfo(metric));
        }
    for (const QList<const MeasuredRun*>& group : std::as_const(groups)) {
        ResultTable::Row row;
        for (const MeasuredRun* run : group) {
            row.runs.append(run->name);
            row.seeds.append(run->seed);
        }
        row.name = commonName(row.runs);
        for (const QString& metric : std::as_const(metrics))
            row.cells.append(cellOf(group, metric));
        table.rows.append(row);
    }
    for (qsizetype column = 0; column < table.columns.size(); ++column)
        if (isRanked(runs, metrics[column]))
            markBest(table.rows, column, table.columns[column].better);
    return table;
}

} // namespace lb::experiments
