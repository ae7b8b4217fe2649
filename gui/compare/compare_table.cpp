#include "gui/compare/compare_table.h"

#include "experiments/records/metric_help.h"
#include "experiments/records/metric_names.h"
#include "experiments/records/result_table.h"
#include "gui/compare/compare_data.h"
#include "gui/monitor/metric_words.h"
#include "widgets/theme/number_text.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace lb::gui {

using experiments::MetricInfo;
using experiments::RunRecord;
using experiments::Summary;
using widgets::CompareCell;
using widgets::CompareColumn;
using widgets::CompareRow;
using widgets::deltaText;
using widgets::kNoValue;
using widgets::valueText;
using Kind = CompareColumn::Kind;

namespace {

constexpr qsizetype kMostDifferences = 3; // named in "Differs in"

QString say(const char* text)
{
    return QCoreApplication::translate("CompareTable", text);
}

int signOf(MetricInfo::Better better)
{
    return better == MetricInfo::Better::Higher ? 1 : better == MetricInfo::Better::Lower ? -1 : 0;
}

QList<CompareColumn> columnsOf(const CompareScene& scene, const QStringList& differing)
{
    QList<CompareColumn> columns{
        {Kind::Name, QStringLiteral("name"), say(QT_TRANSLATE_NOOP("CompareTable", "Run, group of seeds")),
         say(QT_TRANSLATE_NOOP("CompareTable", "A check shows the run in the views and plots."))},
        {Kind::Count, QStringLiteral("n"), QStringLiteral("n"),
         say(QT_TRANSLATE_NOOP("CompareTable", "Runs that differ in their seed alone."))},
        {Kind::Differs, QStringLiteral("differs"), say(QT_TRANSLATE_NOOP("CompareTable", "Differs in")),
         say(QT_TRANSLATE_NOOP("CompareTable", "Settings that not all groups share."))},
        {Kind::State, QStringLiteral("state"), say(QT_TRANSLATE_NOOP("CompareTable", "State")), {}}};
    const QStringList metrics = scene.settings.metrics.isEmpty() ? usualMetrics(scene) : scene.settings.metrics;
    for (const QString& metric : metrics) {
        CompareColumn column{Kind::Metric, metric, metricShortTitle(metric), {}};
        const QString choice = valueChoiceText(scene.settings.valueOf(metric));
        column.toolTip =
            QStringLiteral("%1\n%2").arg(metric, say(QT_TRANSLATE_NOOP("CompareTable", "Value: %1")).arg(choice));
        if (const QString definition = MetricWords::definition(metric); !definition.isEmpty())
            column.toolTip += QLatin1Char('\n') + definition;
        if (scene.settings.ownValues.contains(metric))
            column.title += QStringLiteral(" · ") + choice;
        columns.append(column);
    }
    QStringList parameters = scene.settings.parameters.isEmpty() ? scene.parameters() : scene.settings.parameters;
    if (scene.settings.showsOnlyDifferences)
        parameters.removeIf([&differing](const QString& key) { return !differing.contains(key); });
    for (const QString& key : std::as_const(parameters))
        columns.append({Kind::Parameter, key, parameterTitle(*scene.data, key), key});
    columns.append({Kind::Time, QStringLiteral("time"), say(QT_TRANSLATE_NOOP("CompareTable", "Time")),
                    say(QT_TRANSLATE_NOOP("CompareTable", "Time of the training steps alone, without evaluations and "
                                                          "pauses; of a group the mean."))});
    columns.removeIf([&scene](const CompareColumn& column) { return scene.settings.hidden.contains(column.id); });
    return columns;
}

/// "γ 0.6": the label's symbol where it ends in one.
QString shortLabel(const CompareScene& scene, const QString& key)
{
    const QString label = parameterTitle(*scene.data, key);
    const QString last = label.section(QLatin1Char(' '), -1);
    const bool isSymbol = !last.isEmpty() && last.size() <= 2 && last.at(0).unicode() > 0x7f;
    return isSymbol ? last : label;
}

CompareCell differsCell(const CompareScene& scene, const CompareGroup& group, const QStringList& differing)
{
    QStringList words;
    QStringList all;
    for (const QString& key : differing) {
        const QString text = parameterText(*scene.data, group.runs.first().uid, key);
        if (text == kNoValue)
            continue;
        const QString word = shortLabel(scene, key) + QLatin1Char(' ') + text;
        all.append(word);
        if (words.size() < kMostDifferences)
            words.append(word);
    }
    return {.text = words.join(QStringLiteral(", ")), .whole = all.join(QLatin1Char('\n'))};
}

CompareCell parameterCell(const CompareScene& scene, const QString& uid, const QString& key)
{
    CompareCell cell;
    cell.text = parameterText(*scene.data, uid, key);
    if (const experiments::RunFigures* figures = scene.data->figures(uid))
        if (const QJsonValue value = figures->spec.value(key); value.isDouble() && cell.text != kNoValue)
            cell.value = value.toDouble();
    const CompareGroup* pinned = scene.baseline();
    const CompareGroup& reference = pinned ? *pinned : scene.groups.first();
    cell.isDifferent = cell.text != parameterText(*scene.data, reference.runs.first().uid, key);
    if (cell.isDifferent)
        cell.whole = say(QT_TRANSLATE_NOOP("CompareTable", "%1, differs from %2")).arg(cell.text, reference.name);
    return cell;
}

/// The standard error of a run's estimate; NaN for a group of seeds, and for what is no estimate.
double errorOf(const CompareScene& scene, const CompareGroup& group, const QString& metric)
{
    const std::vector<double> errors = scene.values(group, experiments::errorMetric(metric));
    return group.isGroup() || errors.empty() ? std::nan("") : errors.front();
}

CompareCell metricCell(const CompareScene& scene, const CompareGroup& group, const QString& metric, bool isBaseline)
{
    const std::vector<double> values = scene.values(group, metric);
    const Summary own = experiments::summarise(values);
    CompareCell cell;
    if (own.n == 0) {
        const bool isNaN = std::any_of(values.begin(), values.end(), [](double value) { return std::isinf(value); });
        cell.text = isNaN ? valueText(values.front()) : kNoValue;
        cell.whole = say(QT_TRANSLATE_NOOP("CompareTable", "No such value."));
        return cell;
    }
    cell.value = own.mean;
    cell.text = valueText(own.mean);
    cell.whole = own.n == 1 ? cell.text
                            : say(QT_TRANSLATE_NOOP("CompareTable", "%1 ± %2 (standard deviation), n = %3"))
                                  .arg(cell.text, valueText(own.deviation))
                                  .arg(own.n);
    const double error = errorOf(scene, group, metric);
    if (std::isfinite(error))
        cell.whole = say(QT_TRANSLATE_NOOP("CompareTable", "%1 ± %2 (standard error of the estimate)"))
                         .arg(cell.text, valueText(error));
    const CompareGroup* pinned = scene.baseline();
    const Summary base = pinned ? experiments::summarise(scene.values(*pinned, metric)) : Summary();
    if (!isBaseline && scene.settings.showsDeltas && base.n > 0) {
        const double delta = own.mean - base.mean;
        cell.delta = deltaText(delta);
        cell.direction = delta > 0 ? 1 : delta < 0 ? -1 : 0;
        cell.merit = cell.direction * signOf(experiments::metricInfo(metric).better);
        const QString merit = cell.merit > 0   ? say(QT_TRANSLATE_NOOP("CompareTable", ", better"))
                              : cell.merit < 0 ? say(QT_TRANSLATE_NOOP("CompareTable", ", worse"))
                                               : QString();
        cell.whole += say(QT_TRANSLATE_NOOP("CompareTable", "\n%1 against %2%3")).arg(cell.delta, pinned->name, merit);
    } else if (own.n > 1) {
        cell.delta = QStringLiteral("± ") + valueText(own.deviation);
    } else if (std::isfinite(error)) {
        cell.delta = QStringLiteral("± ") + valueText(error);
    }
    return cell;
}

CompareCell timeCell(const CompareScene& scene, const CompareGroup& group)
{
    std::vector<double> times;
    for (const RunRecord& run : group.runs)
        if (const experiments::RunFigures* figures = scene.data->figures(run.uid))
            times.push_back(figures->trainingSeconds);
    const Summary own = experiments::summarise(times);
    if (own.n == 0)
        return {.text = kNoValue, .whole = say(QT_TRANSLATE_NOOP("CompareTable", "No step was timed yet."))};
    const QString text = widgets::durationText(own.mean);
    return {.text = text,
            .whole = own.n == 1 ? text
                                : say(QT_TRANSLATE_NOOP("CompareTable", "%1, mean of %2; %3 to %4"))
                                      .arg(text)
                                      .arg(own.n)
                                      .arg(widgets::durationText(own.low), widgets::durationText(own.high)),
            .value = own.mean};
}

CompareRow rowOf(const CompareScene& scene, const CompareGroup& group, const QList<CompareColumn>& columns,
                 const QStringList& differing)
{
    CompareRow row{.key = group.key,
                   .name = group.name,
                   .family = group.family,
                   .seed = group.isGroup() ? 1 : experiments::dashOf(group.runs.first()),
                   .uids = group.uids(),
                   .state = group.runs.first().state,
                   .isBaseline = scene.baseline() && group.key == scene.baseline()->key};
    for (const RunRecord& run : group.runs) // the state that most needs a look
        if (run.state != experiments::RunState::Finished)
            row.state = run.state;
    for (const CompareColumn& column : columns) {
        switch (column.kind) {
        case Kind::Name:
            row.cells.append({.text = group.name,
                              .whole = row.isBaseline
                                           ? say(QT_TRANSLATE_NOOP("CompareTable", "%1, baseline")).arg(group.name)
                                           : group.name});
            break;
        case Kind::Count:
            row.cells.append({.text = widgets::countText(group.runs.size()), .value = double(group.runs.size())});
            break;
        case Kind::Differs:
            row.cells.append(differsCell(scene, group, differing));
            break;
        case Kind::State:
            row.cells.append({.text = experiments::runStateName(row.state)});
            break;
        case Kind::Parameter:
            row.cells.append(parameterCell(scene, group.runs.first().uid, column.id));
            break;
        case Kind::Time:
            row.cells.append(timeCell(scene, group));
            break;
        case Kind::Metric:
            row.cells.append(metricCell(scene, group, column.id, row.isBaseline));
        }
    }
    return row;
}

CompareRow seedRow(const CompareScene& scene, const RunRecord& run, const QList<CompareColumn>& columns)
{
    CompareGroup alone{
        run.uid, say(QT_TRANSLATE_NOOP("CompareTable", "seed %1")).arg(run.seed), experiments::hueOf(run), {run}};
    CompareRow row = rowOf(scene, alone, columns, {});
    for (int i = 0; i < columns.size(); ++i)
        if (columns[i].kind == Kind::Count)
            row.cells[i] = {};
    row.cells[0].whole = run.name;
    return row;
}

/// Numbers of one data set that mean the same.
bool isRanked(const CompareScene& scene, const QString& metric)
{
    const QString bound = experiments::boundBehind(metric);
    QSet<QString> datasets;
    bool anyBound = false;
    bool anyWithout = false;
    for (const CompareGroup& group : scene.groups) {
        if (experiments::summarise(scene.values(group, metric)).n == 0)
            continue;
        datasets.insert(group.runs.first().dataset);
        if (!bound.isEmpty())
            (experiments::summarise(scene.values(group, bound)).n > 0 ? anyBound : anyWithout) = true;
    }
    return datasets.size() <= 1 && !(anyBound && anyWithout);
}

void markBest(const CompareScene& scene, QList<CompareRow>& rows, const QList<CompareColumn>& columns)
{
    for (int i = 0; i < columns.size(); ++i) {
        if (columns[i].kind == Kind::Metric && !isRanked(scene, columns[i].id))
            continue;
        const int sign = columns[i].kind == Kind::Metric ? signOf(experiments::metricInfo(columns[i].id).better) : 0;
        CompareCell* best = nullptr;
        int present = 0;
        for (CompareRow& row : rows) {
            CompareCell& cell = row.cells[i];
            if (sign == 0 || std::isnan(cell.value))
                continue;
            ++present;
            if (!best || sign * cell.value > sign * best->value)
                best = &cell;
        }
        if (present < 2)
            continue;
        for (CompareRow& row : rows) // ties are best together
            row.cells[i].isBest = row.cells[i].value == best->value;
    }
}

} // namespace

void sortTable(CompareTable& table, const CompareSettings& settings)
{
    const auto column = std::find_if(table.columns.begin(), table.columns.end(),
                                     [&](const CompareColumn& one) { return one.id == settings.sortColumn; });
    const auto at = static_cast<int>(column - table.columns.begin());
    const auto isBefore = [&](const CompareRow& a, const CompareRow& b) {
        const CompareCell& first = a.cells[at];
        const CompareCell& second = b.cells[at];
        if (std::isnan(first.value) != std::isnan(second.value))
            return std::isnan(second.value);
        if (std::isnan(first.value)) {
            const int order = QString::localeAwareCompare(first.text, second.text);
            return settings.isDescending ? order > 0 : order < 0;
        }
        return settings.isDescending ? first.value > second.value : first.value < second.value;
    };
    if (column != table.columns.end()) {
        std::stable_sort(table.rows.begin(), table.rows.end(), isBefore);
        for (CompareRow& row : table.rows)
            std::stable_sort(row.seeds.begin(), row.seeds.end(), isBefore);
    }
    std::stable_partition(table.rows.begin(), table.rows.end(), [](const CompareRow& row) { return row.isBaseline; });
}

CompareTable compareTable(const CompareScene& scene)
{
    CompareTable table;
    const QStringList differing = scene.differingParameters();
    const QStringList varied = scene.variedParameters();
    table.columns = columnsOf(scene, differing);
    for (const CompareGroup& group : scene.groups) {
        CompareRow row = rowOf(scene, group, table.columns, varied);
        if (group.isGroup())
            for (const RunRecord& run : group.runs)
                row.seeds.append(seedRow(scene, run, table.columns));
        table.rows.append(row);
    }
    markBest(scene, table.rows, table.columns);
    sortTable(table, scene.settings);
    return table;
}

} // namespace lb::gui
