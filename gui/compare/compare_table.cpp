#include "gui/compare/compare_table.h"

#include "experiments/records/result_table.h"
#include "gui/compare/table_facts.h"
#include "widgets/theme/number_text.h"

#include <QSet>

#include <algorithm>
#include <cmath>

namespace lb::gui {

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

CompareCell parameterCell(const TableFacts& facts, const CompareGroup& group, int column)
{
    const QString& key = facts.columns[column].id;
    const CompareRun* run = group.read.front().get();
    CompareCell cell{.text = parameterText(facts.scene.data, run, key)};
    if (cell.text != kNoValue)
        cell.value = facts.scene.quantity(run, key);
    cell.isDifferent = cell.text != facts.referenceTexts[column];
    return cell;
}

bool hasInfinite(const std::vector<double>& values)
{
    return std::any_of(values.begin(), values.end(), [](double value) { return std::isinf(value); });
}

CompareCell metricCell(const TableFacts& facts, const CompareGroup& group, int column, bool isBaseline)
{
    const CompareScene& scene = facts.scene;
    const auto at = static_cast<std::size_t>(column);
    const std::vector<double> values = scene.values(group, facts.columns[column].id);
    const Summary own = experiments::summarise(values);
    if (own.n == 0)
        return {.text = hasInfinite(values) ? valueText(values.front()) : kNoValue};
    CompareCell cell{.text = valueText(own.mean), .value = own.mean};
    const double error = facts.errorOf(group, column);
    const Summary& base = facts.bases[at];
    if (!isBaseline && scene.settings.showsDeltas && base.n > 0) {
        const double delta = own.mean - base.mean;
        cell.delta = deltaText(delta);
        cell.direction = delta > 0 ? 1 : delta < 0 ? -1 : 0;
        cell.merit = cell.direction * facts.meritSigns[at];
    } else if (own.n > 1) {
        cell.delta = QStringLiteral("± ") + valueText(own.deviation);
    } else if (std::isfinite(error)) {
        cell.delta = QStringLiteral("± ") + valueText(error);
    }
    return cell;
}

CompareCell timeCell(const CompareGroup& group)
{
    const Summary own = trainingTime(group);
    return own.n == 0 ? CompareCell{.text = kNoValue}
                      : CompareCell{.text = widgets::durationText(own.mean), .value = own.mean};
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
            row.cells.append({.text = group.name});
            break;
        case Kind::Count:
            row.cells.append({.text = widgets::countText(group.runs.size()), .value = double(group.runs.size())});
            break;
        case Kind::Differs:
            row.cells.append({.text = variedWords(facts, group).mid(0, kMostDifferences).join(QStringLiteral(", "))});
            break;
        case Kind::State:
            row.cells.append({.text = experiments::runStateName(row.state)});
            break;
        case Kind::Parameter:
            row.cells.append(parameterCell(facts, group, column));
            break;
        case Kind::Time:
            row.cells.append(timeCell(group));
            break;
        case Kind::Metric:
            row.cells.append(metricCell(facts, group, column, row.isBaseline));
        }
    }
    return row;
}

CompareRow seedRow(const TableFacts& facts, const CompareGroup& alone)
{
    CompareRow row = rowOf(facts, alone);
    for (int i = 0; i < facts.columns.size(); ++i) {
        const Kind kind = facts.columns[i].kind;
        if (kind == Kind::Count || kind == Kind::Differs) // the group's row tells them
            row.cells[i] = {};
    }
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

void markBest(const TableFacts& facts, QList<CompareRow>& rows)
{
    for (int i = 0; i < facts.columns.size(); ++i) {
        const int sign = facts.meritSigns.empty() ? 0 : facts.meritSigns[static_cast<std::size_t>(i)];
        if (sign == 0 || !isRanked(facts.scene, rows, i, facts.columns[i].id))
            continue;
        const CompareCell* best = nullptr;
        int present = 0;
        for (const CompareRow& row : std::as_const(rows)) {
            const CompareCell& cell = row.cells[i];
            if (std::isnan(cell.value))
                continue;
            ++present;
            if (!best || sign * cell.value > sign * best->value)
                best = &cell;
        }
        if (present < 2)
            continue;
        const double most = best->value;
        for (CompareRow& row : rows) // ties are best together
            row.cells[i].isBest = row.cells[i].value == most;
    }
}

/// In the order asked for; what has no value at the end.
void sortRows(const QList<CompareColumn>& columns, QList<CompareRow>& rows, const CompareSettings& settings)
{
    const auto column = std::find_if(columns.begin(), columns.end(),
                                     [&](const CompareColumn& one) { return one.id == settings.sortColumn; });
    if (column == columns.end())
        return;
    const auto at = static_cast<int>(column - columns.begin());
    std::stable_sort(rows.begin(), rows.end(), [&](const CompareRow& a, const CompareRow& b) {
        const CompareCell& first = a.cells[at];
        const CompareCell& second = b.cells[at];
        if (std::isnan(first.value) != std::isnan(second.value))
            return std::isnan(second.value);
        if (std::isnan(first.value)) {
            const int order = QString::localeAwareCompare(first.text, second.text);
            return settings.isDescending ? order > 0 : order < 0;
        }
        return settings.isDescending ? first.value > second.value : first.value < second.value;
    });
}

} // namespace

void sortTable(CompareTable& table, const CompareSettings& settings)
{
    sortRows(table.columns, table.rows, settings);
    std::stable_partition(table.rows.begin(), table.rows.end(), [](const CompareRow& row) { return row.isBaseline; });
}

QList<CompareRow> seedRows(const TableFacts& facts, const QString& group, const CompareSettings& settings)
{
    QList<CompareRow> rows;
    if (const CompareGroup* found = facts.scene.group(group))
        for (qsizetype i = 0; i < found->runs.size(); ++i)
            rows.append(seedRow(facts, aloneOf(*found, i)));
    sortRows(facts.columns, rows, settings);
    return rows;
}

CompareTable compareTable(const CompareScene& scene)
{
    const std::shared_ptr<const TableFacts> facts = factsOf(scene);
    CompareTable table{.columns = facts->columns, .rows = {}, .facts = facts};
    for (const CompareGroup& group : scene.groups)
        table.rows.append(rowOf(*facts, group));
    markBest(*facts, table.rows);
    sortTable(table, scene.settings);
    return table;
}

} // namespace lb::gui
