#include "experiments/cli/commands.h"
#include "experiments/cli/output.h"
#include "experiments/cli/run_follower.h"
#include "experiments/store/run_difference.h"

#include <QJsonArray>

#include <cmath>
#include <cstdio>

namespace lb::experiments {

namespace {

QJsonObject toJson(const MetricDifference& metric)
{
    return {{QStringLiteral("metric"), metric.metric},
            {QStringLiteral("points"), metric.points},
            {QStringLiteral("first_step"), metric.firstStep},
            {QStringLiteral("largest"), std::isfinite(metric.largest) ? QJsonValue(metric.largest) : QJsonValue()}};
}

QString verdict(const RunDifference& difference, const QString& first, const QString& again)
{
    if (difference.isIdentical())
        return QStringLiteral("%1 and %2 are identical in all %3 metrics at all steps.")
            .arg(first, again)
            .arg(difference.metrics.size());
    if (const MetricDifference* worst = difference.worst())
        return QStringLiteral("%1 and %2 differ: %3 by up to %4, from step %5 on. Thread count, processor, program or "
                              "settings changed while it trained are the usual reasons.")
            .arg(first, again, worst->metric, shortNumber(worst->largest))
            .arg(worst->firstStep);
    return QStringLiteral("%1 and %2 are equal where both have points, but one of them is longer or has other metrics.")
        .arg(first, again);
}

} // namespace

int repeatCommand(Session& session, const QString& text, const QString& with, const QString& name)
{
    const Result<RunStore*> store = session.store();
    if (!store)
        return reportError(store.error());
    const Result<RunRecord> first = (*store)->find(text);
    if (!first)
        return reportError(first.error());
    Result<RunRecord> again = with.isEmpty() ? session.controller().repeat(first->uid, name) : (*store)->find(with);
    if (!again)
        return reportError(again.error());
    if (with.isEmpty()) {
        if (const Result<void> queued = session.controller().enqueue({again->uid}); !queued)
            return reportError(queued.error());
        if (const int code = RunFollower(session).follow({again->uid}); code != kExitDone)
            return code;
    }
    const auto one = MetricReader::open((*store)->folder(first->uid));
    const auto other = MetricReader::open((*store)->folder(again->uid));
    if (!one || !other)
        return reportError(one ? other.error() : one.error());
    const Result<RunDifference> difference = differenceOf(**one, **other);
    if (!difference)
        return reportError(difference.error());
    const QString sentence = verdict(*difference, first->name, again->name);
    if (session.isJson) {
        QJsonArray metrics;
        for (const MetricDifference& metric : difference->metrics)
            metrics.append(toJson(metric));
        printJson({{QStringLiteral("run"), first->name},
                   {QStringLiteral("again"), again->name},
                   {QStringLiteral("identical"), difference->isIdentical()},
                   {QStringLiteral("metrics"), metrics},
                   {QStringLiteral("only_in_one"), QJsonArray::fromStringList(difference->onlyInOne)}});
    } else {
        TextTable table({QStringLiteral("metric"), QStringLiteral(">points"), QStringLiteral(">differs from step"),
                         QStringLiteral(">by at most")});
        for (const MetricDifference& metric : difference->metrics)
            if (metric.firstStep >= 0)
                table.addRow({metric.metric, QString::number(metric.points), QString::number(metric.firstStep),
                              shortNumber(metric.largest)});
        if (!table.isEmpty())
            printText(table.text());
        printText(sentence + QLatin1Char('\n'));
    }
    return difference->isIdentical() ? kExitDone : kExitFailed;
}

} // namespace lb::experiments
