// What a cell of the comparison says in whole words.
#include "gui/compare/compare_table.h"
#include "gui/compare/table_facts.h"
#include "widgets/theme/number_text.h"

#include <cmath>

namespace lb::gui {

using experiments::Summary;
using widgets::CompareCell;
using widgets::CompareColumn;
using widgets::CompareRow;
using widgets::valueText;
using Kind = CompareColumn::Kind;

namespace {

QString metricWords(const TableFacts& facts, const CompareGroup& group, int column, const CompareCell& cell)
{
    const Summary own = experiments::summarise(facts.scene.values(group, facts.columns[column].id));
    if (own.n == 0)
        return tableWords(QT_TRANSLATE_NOOP("CompareTable", "No such value."));
    QString words = own.n == 1 ? cell.text
                               : tableWords(QT_TRANSLATE_NOOP("CompareTable", "%1 ± %2 (standard deviation), n = %3"))
                                     .arg(cell.text, valueText(own.deviation))
                                     .arg(own.n);
    if (const double error = facts.errorOf(group, column); std::isfinite(error))
        words = tableWords(QT_TRANSLATE_NOOP("CompareTable", "%1 ± %2 (standard error of the estimate)"))
                    .arg(cell.text, valueText(error));
    const bool isDelta = facts.baseline && facts.baseline->key != group.key && facts.scene.settings.showsDeltas &&
                         facts.bases[static_cast<std::size_t>(column)].n > 0;
    if (!isDelta)
        return words;
    const QString merit = cell.merit > 0   ? tableWords(QT_TRANSLATE_NOOP("CompareTable", ", better"))
                          : cell.merit < 0 ? tableWords(QT_TRANSLATE_NOOP("CompareTable", ", worse"))
                                           : QString();
    return words + tableWords(QT_TRANSLATE_NOOP("CompareTable", "\n%1 against %2%3"))
                       .arg(cell.delta, facts.baseline->name, merit);
}

QString timeWords(const CompareGroup& group, const CompareCell& cell)
{
    const Summary own = trainingTime(group);
    if (own.n == 0)
        return tableWords(QT_TRANSLATE_NOOP("CompareTable", "No step was timed yet."));
    return own.n == 1 ? cell.text
                      : tableWords(QT_TRANSLATE_NOOP("CompareTable", "%1, mean of %2; %3 to %4"))
                            .arg(cell.text)
                            .arg(own.n)
                            .arg(widgets::durationText(own.low), widgets::durationText(own.high));
}

} // namespace

QString cellWords(const TableFacts& facts, const CompareRow& row, int column)
{
    const CompareCell& cell = row.cells.at(column);
    const CompareGroup* group = facts.scene.group(row.key);
    const CompareGroup* around = group ? group : facts.scene.groupOf(row.key);
    if (!around)
        return cell.text;
    const CompareGroup own = group ? *group : aloneOf(*around, around->uids().indexOf(row.key));
    switch (facts.columns.at(column).kind) {
    case Kind::Name: {
        const QString name = group ? group->name : own.runs.first().name;
        return row.isBaseline ? tableWords(QT_TRANSLATE_NOOP("CompareTable", "%1, baseline")).arg(name) : name;
    }
    case Kind::Differs:
        return group ? variedWords(facts, own).join(QLatin1Char('\n')) : QString();
    case Kind::Parameter:
        return cell.isDifferent ? tableWords(QT_TRANSLATE_NOOP("CompareTable", "%1, differs from %2"))
                                      .arg(cell.text, facts.referenceName)
                                : cell.text;
    case Kind::Metric:
        return metricWords(facts, own, column, cell);
    case Kind::Time:
        return timeWords(own, cell);
    case Kind::Count:
    case Kind::State:
        break;
    }
    return cell.text;
}

} // namespace lb::gui
