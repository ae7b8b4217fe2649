#include "experiments/cli/number_commands.h"
#include "experiments/cli/output.h"
#include "experiments/store/own_metrics.h"

#include <algorithm>

namespace lb::experiments {

namespace {

int listOwn(const Session& session, RunStore& store)
{
    const auto metrics = readOwnMetrics(store.projectFolder());
    if (!metrics)
        return reportError(metrics.error());
    TextTable table({QStringLiteral("Name"), QStringLiteral("Expression"), QStringLiteral("Unit"),
                     QStringLiteral("Better"), QStringLiteral("As a metric")});
    for (const OwnMetric& metric : *metrics) {
        if (session.isJson)
            printJson({{QStringLiteral("name"), metric.title},
                       {QStringLiteral("expression"), metric.expression},
                       {QStringLiteral("unit"), metric.unit},
                       {QStringLiteral("better"), betterWord(metric.better)},
                       {QStringLiteral("metric"), metric.name()}});
        table.addRow({metric.title, metric.expression, metric.unit, betterWord(metric.better), metric.name()});
    }
    if (!session.isJson)
        printText(metrics->isEmpty() ? QStringLiteral("The project has no metrics of its own.\n") : table.text());
    return kExitDone;
}

Result<OwnMetric> wantedMetric(RunStore& store, const OwnMetricArguments& arguments)
{
    const OwnMetric metric{arguments.name.simplified(), arguments.expression, arguments.unit.simplified(),
                           betterOfWord(arguments.better).value_or(MetricInfo::Better::Neither)};
    if (const char* problem = namingProblem(metric))
        return fail(ErrorKind::InvalidArgument, QString::fromUtf8(problem));
    const ExpressionNames names = expressionNames(store);
    if (const auto expression = Expression::parse(metric.expression, &names); !expression)
        return fail(ErrorKind::InvalidArgument, expression.error().sentence());
    return metric;
}

} // namespace

int defineMetricCommand(Session& session, const OwnMetricArguments& arguments)
{
    const bool isChange = !arguments.name.isEmpty() || !arguments.removed.isEmpty();
    const Result<RunStore*> store = isChange ? session.store() : session.storeToRead();
    if (!store)
        return reportError(store.error());
    if (!isChange)
        return listOwn(session, **store);
    auto metrics = readOwnMetrics((*store)->projectFolder());
    if (!metrics)
        return reportError(metrics.error());
    const QString name = arguments.removed.isEmpty() ? arguments.name.simplified() : arguments.removed.simplified();
    const auto known = std::find_if(metrics->begin(), metrics->end(),
                                    [&name](const OwnMetric& metric) { return metric.title == name; });
    if (!arguments.removed.isEmpty()) {
        if (known == metrics->end())
            return reportError(
                {ErrorKind::NotFound,
                 QStringLiteral("The project has no metric '%1' of its own. 'define-metric' lists them.").arg(name)});
        metrics->erase(known);
    } else {
        const auto wanted = wantedMetric(**store, arguments);
        if (!wanted)
            return reportError(wanted.error());
        if (known == metrics->end())
            metrics->append(*wanted);
        else
            *known = *wanted;
    }
    if (const auto written = writeOwnMetrics(**store, *metrics); !written)
        return reportError(written.error());
    return listOwn(session, **store);
}

} // namespace lb::experiments
