#include "gui/compare/table_facts.h"

#include "experiments/records/metric_help.h"
#include "experiments/records/metric_names.h"
#include "gui/monitor/metric_words.h"
#include "widgets/theme/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace lb::gui {

using experiments::MetricInfo;
using experiments::Summary;
using widgets::CompareColumn;
using widgets::kNoValue;
using Kind = CompareColumn::Kind;

QString tableWords(const char* text)
{
    return QCoreApplication::translate("CompareTable", text);
}

namespace {

int signOf(MetricInfo::Better better)
{
    return better == MetricInfo::Better::Higher ? 1 : better == MetricInfo::Better::Lower ? -1 : 0;
}

QList<CompareColumn> columnsOf(const CompareScene& scene)
{
    QList<CompareColumn> columns{
        {Kind::Name, QStringLiteral("name"), tableWords(QT_TRANSLATE_NOOP("CompareTable", "Run, group of seeds")),
         tableWords(QT_TRANSLATE_NOOP("CompareTable", "A check shows the run in the views and plots."))},
        {Kind::Count, QStringLiteral("n"), QStringLiteral("n"),
         tableWords(QT_TRANSLATE_NOOP("CompareTable", "Runs that differ in their seed alone."))},
        {Kind::Differs, QStringLiteral("differs"), tableWords(QT_TRANSLATE_NOOP("CompareTable", "Differs in")),
         tableWords(QT_TRANSLATE_NOOP("CompareTable", "Settings that not all groups share."))},
        {Kind::State, QStringLiteral("state"), tableWords(QT_TRANSLATE_NOOP("CompareTable", "State")), {}}};
    const QStringList metrics = scene.settings.metrics.isEmpty() ? scene.usual : scene.settings.metrics;
    for (const QString& metric : metrics) {
        CompareColumn column{Kind::Metric, metric, metricShortTitle(metric), {}};
        const QString choice = valueChoiceText(scene.settings.valueOf(metric));
        column.toolTip = QStringLiteral("%1\n%2").arg(
            metric, tableWords(QT_TRANSLATE_NOOP("CompareTable", "Value: %1")).arg(choice));
        if (const QString definition = MetricWords::definition(metric); !definition.isEmpty())
            column.toolTip += QLatin1Char('\n') + definition;
        if (scene.settings.ownValues.contains(metric))
            column.title += QStringLiteral(" · ") + choice;
        columns.append(column);
    }
    QStringList parameters = scene.settings.parameters.isEmpty() ? scene.parameters : scene.settings.parameters;
    if (scene.settings.showsOnlyDifferences)
        parameters.removeIf([&scene](const QString& key) { return !scene.differing.contains(key); });
    for (const QString& key : std::as_const(parameters))
        columns.append({Kind::Parameter, key, parameterTitle(scene.data, key), key});
    columns.append(
        {Kind::Time, QStringLiteral("time"), tableWords(QT_TRANSLATE_NOOP("CompareTable", "Time")),
         tableWords(QT_TRANSLATE_NOOP("CompareTable", "Time of the training steps alone, without evaluations and "
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

} // namespace

std::shared_ptr<const TableFacts> factsOf(const CompareScene& shown)
{
    const auto facts = std::make_shared<TableFacts>(TableFacts{.scene = shown, .columns = columnsOf(shown)});
    const CompareScene& scene = facts->scene;
    facts->baseline = scene.baseline();
    for (const QString& key : scene.varied)
        facts->variedLabels.append(shortLabel(scene, key));
    if (scene.groups.isEmpty())
        return facts;
    const CompareGroup& reference = facts->baseline ? *facts->baseline : scene.groups.first();
    facts->referenceName = reference.name;
    for (const CompareColumn& column : std::as_const(facts->columns)) {
        const bool isMetric = column.kind == Kind::Metric;
        const bool isParameter = column.kind == Kind::Parameter;
        facts->referenceTexts.append(isParameter ? parameterText(scene.data, reference.read.front().get(), column.id)
                                                 : QString());
        facts->bases.push_back(isMetric && facts->baseline
                                   ? experiments::summarise(scene.values(*facts->baseline, column.id))
                                   : Summary());
        facts->meritSigns.push_back(isMetric ? signOf(experiments::metricInfo(column.id).better) : 0);
        facts->errors.push_back(isMetric ? experiments::errorMetric(column.id) : QString());
    }
    return facts;
}

double TableFacts::errorOf(const CompareGroup& group, int column) const
{
    const bool isOne = group.read.size() == 1;
    return isOne ? scene.value(group.read.front().get(), errors[static_cast<std::size_t>(column)]) : qQNaN();
}

CompareGroup aloneOf(const CompareGroup& group, qsizetype run)
{
    const experiments::RunRecord& record = group.runs[run];
    return {record.uid,
            tableWords(QT_TRANSLATE_NOOP("CompareTable", "seed %1")).arg(record.seed),
            experiments::hueOf(record),
            {record},
            {group.read[static_cast<std::size_t>(run)]}};
}

QStringList variedWords(const TableFacts& facts, const CompareGroup& group)
{
    QStringList words;
    for (qsizetype i = 0; i < facts.scene.varied.size(); ++i)
        if (const QString text = parameterText(facts.scene.data, group.read.front().get(), facts.scene.varied[i]);
            text != kNoValue)
            words.append(facts.variedLabels[i] + QLatin1Char(' ') + text);
    return words;
}

Summary trainingTime(const CompareGroup& group)
{
    std::vector<double> times;
    for (const auto& run : group.read)
        if (run)
            times.push_back(run->figures.trainingSeconds);
    return experiments::summarise(times);
}

} // namespace lb::gui
