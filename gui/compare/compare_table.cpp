#include "gui/compare/compare_table.h"

#include "experiments/records/metric_help.h"
#include "experiments/records/metric_names.h"
#include "experiments/records/result_table.h"
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

QList<CompareColumn> columnsOf(const CompareScene& scene)
{
    QList<CompareColumn> columns{
        {Kind::Name, QStringLiteral("name"), say(QT_TRANSLATE_NOOP("CompareTable", "Run, group of seeds")),
         say(QT_TRANSLATE_NOOP("CompareTable", "A check shows the run in the views and plots."))},
        {Kind::Count, QStringLiteral("n"), QStringLiteral("n"),
         say(QT_TRANSLATE_NOOP("CompareTable", "Runs that differ in their seed alone."))},
        {Kind::Differs, QStringLiteral("differs"), say(QT_TRANSLATE_NOOP("CompareTable", "Differs in")),
         say(QT_TRANSLATE_NOOP("CompareTable", "Settings that not all groups share."))},
        {Kind::State, QStringLiteral("state"), say(QT_TRANSLATE_NOOP("CompareTable", "State")), {}}};
    const QStringList metrics = scene.settings.metrics.isEmpty() ? scene.usual : scene.settings.metrics;
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
        parameters.removeIf([&scene](const QString& key) { return !scene.differing.contains(key); });
    for (const QString& key : std::as_const(parameters))
        columns.append({Kind::Parameter, key, parameterTitle(scene.data, key), key});
    columns.append({Kind::Time, QStringLiteral("time"), say(QT_TRANSLATE_NOOP("CompareTable", "Time")),
                    say(QT_TRANSLATE_NOOP("CompareTable", "Time of the training steps alone, without evaluations and "
                                                          "pauses; of a group the mean."))});
    columns.removeIf([&scene](const CompareColumn& column) { return scene.settings.hidden.contains(column.id); });
    return columns;
}

/// "γ 0.6": the label's symbol where it ends in one.
QString shortLabel(const CompareScene& scene, const QString& key)
{
    const QString label = parameterTitle(scene.data, key);
    const QString last = label.section(QLatin1Char(' '), -1);
    const bool isSymbol = !last.isEmpty() && last.size() <= 2 && last.at(0).unicode() > 0x7f;
    return isSymbol ? last : label;
}

/// What all rows of a table share, found once.
struct TableFacts {
    const CompareScene& scene;
    const QList<CompareColumn>& columns;
    QStringList varied{};       ///< keys of settings, for "Differs in"
    QStringList variedLabels{}; ///< of these
    const CompareGroup* baseline = nullptr;
    QString referenceName{};       ///< of the baseline, or of the first group where there is none
    QStringList referenceTexts{};  ///< by column: of a setting's, the reference's value
    std::vector<Summary> bases{};  ///< by column: of a metric's, the baseline's values
    std::vector<int> meritSigns{}; ///< by column: of a metric's, 1 where more is better, -1 where less is
    std::vector<QString> errors{}; ///< by column: of a metric's, the metric of its standard error
};

TableFacts factsOf(const CompareScene& scene, const QList<CompareColumn>& columns)
{
    TableFacts facts{.scene = scene, .columns = columns, .varied = scene.varied, .baseline = scene.baseline()};
    for (const QString& key : scene.varied)
        facts.variedLabels.append(shortLabel(scene, key));
    if (scene.groups.isEmpty())
        return facts;
    const CompareGroup& reference = facts.baseline ? *facts.baseline : scene.groups.first();
    facts.referenceName = reference.name;
    for (const CompareColumn& column : columns) {
        const bool isMetric = column.kind == Kind::Metric;
        const bool isParameter = column.kind == Kind::Parameter;
        facts.referenceTexts.append(isParameter ? parameterText(scene.data, reference.runs.first().uid, column.id)
                                                : QString());
        facts.bases.push_back(
            isMetric && facts.baseline ? experiments::summarise(scene.values(*facts.baseline, column.id)) : Summary());
        facts.meritSigns.push_back(isMetric ? signOf(experiments::metricInfo(column.id).better) : 0);
        facts.errors.push_back(isMetric ? experiments::errorMetric(column.id) : QString());
    }
    return facts;
}

CompareCell differsCell(const TableFacts& facts, const CompareGroup& group)
{
    QStringList words;
    QStringList all;
    for (qsizetype i = 0; i < facts.varied.size(); ++i) {
        const QString text = parameterText(facts.scene.data, group.runs.first().uid, facts.varied[i]);
        if (text == kNoValue)
            continue;
        const QString word = facts.variedLabels[i] + QLatin1Char(' ') + text;
        all.append(word);
        if (words.size() < kMostDifferences)
            words.append(word);
    }
    return {.text = words.join(QStringLiteral(", ")), .whole = all.join(QLatin1Char('\n'))};
}

CompareCell parameterCell(const TableFacts& facts, const QString& uid, int column)
{
    CompareCell cell;
    const QString& key = facts.columns[column].id;
    const CompareFigures& data = facts.scene.data;
    cell.text = parameterText(data, uid, key);
    if (const experiments::RunFigures* figures = data.figures(uid))
        if (const QJsonValue value = figures->spec.value(key); value.isDouble() && cell.text != kNoValue)
            cell.value = value.toDouble();
    cell.isDifferent = cell.text != facts.referenceTexts[column];
    if (cell.isDifferent)
        cell.whole = say(QT_TRANSLATE_NOOP("CompareTable", "%1, differs from %2")).arg(cell.text, facts.referenceName);
    return cell;
}

/// The standard error of a run's estimate; NaN for a group of seeds, and for what is no estimate.
double errorOf(const CompareScene& scene, const CompareGroup& group, const QString& errorMetric)
{
    return group.isGroup() || group.runs.isEmpty() ? std::nan("") : scene.value(group.runs.first().uid, errorMetric);
}

CompareCell metricCell(const TableFacts& facts, const CompareGroup& group, int column, bool isBaseline)
{
    const CompareScene& scene = facts.scene;
    const auto at = static_cast<std::size_t>(column);
    const std::vector<double> values = scene.values(group, facts.columns[column].id);
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
    const double error = errorOf(scene, group, facts.errors[at]);
    if (std::isfinite(error))
        cell.whole = say(QT_TRANSLATE_NOOP("CompareTable", "%1 ± %2 (standard error of the estimate)"))
                         .arg(cell.text, valueText(error));
    const Summary& base = facts.bases[at];
    if (!isBaseline && scene.settings.showsDeltas && base.n > 0) {
        const double delta = own.mean - base.mean;
        cell.delta = deltaText(delta);
        cell.direction = delta > 0 ? 1 : delta < 0 ? -1 : 0;
        cell.merit = cell.direction * facts.meritSigns[at];
        const QString merit = cell.merit > 0   ? say(QT_TRANSLATE_NOOP("CompareTable", ", better"))
                              : cell.merit < 0 ? say(QT_TRANSLATE_NOOP("CompareTable", ", worse"))
                                               : QString();
        cell.whole +=
            say(QT_TRANSLATE_NOOP("CompareTable", "\n%1 against %2%3")).arg(cell.delta, facts.baseline->name, merit);
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
        if (const experiments::RunFigures* figures = scene.data.figures(run.uid))
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

CompareRow rowOf(const TableFacts& facts, const CompareGroup& group)
{
    CompareRow row{.key = group.key,
                   .name = group.name,
                   .family = group.family,
                   .seed = group.isGroup() ? 1 : experiments::dashOf(group.runs.first()),
                   .uids = group.uids(),
                   .state = group.runs.first().state,
                   .isBaseline = facts.baseline && group.key == facts.baseline->key};
    for (const RunRecord& run : group.runs) // the state that most needs a look
        if (run.state != experiments::RunState::Finished)
            row.state = run.state;
    for (int column = 0; column < facts.columns.size(); ++column) {
        switch (facts.columns[column].kind) {
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
            row.cells.append(differsCell(facts, group));
            break;
        case Kind::State:
            row.cells.append({.text = experiments::runStateName(row.state)});
            break;
        case Kind::Parameter:
            row.cells.append(parameterCell(facts, group.runs.first().uid, column));
            break;
        case Kind::Time:
            row.cells.append(timeCell(facts.scene, group));
            break;
        case Kind::Metric:
            row.cells.append(metricCell(facts, group, column, row.isBaseline));
        }
    }
    return row;
}

CompareRow seedRow(const TableFacts& facts, const RunRecord& run)
{
    CompareGroup alone{
        run.uid, say(QT_TRANSLATE_NOOP("CompareTable", "seed %1")).arg(run.seed), experiments::hueOf(run), {run}};
    CompareRow row = rowOf(facts, alone);
    for (int i = 0; i < facts.columns.size(); ++i) {
        const Kind kind = facts.columns[i].kind;
        if (kind == Kind::Count || kind == Kind::Differs) // the group's row tells them
            row.cells[i] = {};
    }
    row.cells[0].whole = run.name;
    return row;
}

/// Numbers of one data set that mean the same. `rows`: as the scene's groups.
bool isRanked(const CompareScene& scene, const QList<CompareRow>& rows, int column, const QString& metric)
{
    const QString bound = experiments::boundBehind(metric);
    QSet<QString> datasets;
    bool anyBound = false;
    bool anyWithout = false;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (std::isnan(rows[i].cells[column].value))
            continue;
        const CompareGroup& group = scene.groups[i];
        datasets.insert(group.runs.first().dataset);
        if (!bound.isEmpty())
            (experiments::summarise(scene.values(group, bound)).n > 0 ? anyBound : anyWithout) = true;
    }
    return datasets.size() <= 1 && !(anyBound && anyWithout);
}

void markBest(const CompareScene& scene, QList<CompareRow>& rows, const QList<CompareColumn>& columns)
{
    for (int i = 0; i < columns.size(); ++i) {
        if (columns[i].kind == Kind::Metric && !isRanked(scene, rows, i, columns[i].id))
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
    table.columns = columnsOf(scene);
    const TableFacts facts = factsOf(scene, table.columns);
    for (const CompareGroup& group : scene.groups) {
        CompareRow row = rowOf(facts, group);
        if (group.isGroup())
            for (const RunRecord& run : group.runs)
                row.seeds.append(seedRow(facts, run));
        table.rows.append(row);
    }
    markBest(scene, table.rows, table.columns);
    sortTable(table, scene.settings);
    return table;
}

} // namespace lb::gui
