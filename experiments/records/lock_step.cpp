#include "experiments/records/lock_step.h"

namespace lb::experiments {

namespace {

QString textOf(const QJsonValue& value)
{
    return value.isUndefined() || value.isNull() ? QStringLiteral("none") : value.toVariant().toString();
}

} // namespace

bool decidesBatches(const QString& key)
{
    return key.startsWith(QLatin1String("data.")) || key == QLatin1String("train.batch") ||
           key == QLatin1String("train.accumulate") || key == QLatin1String("run.seed");
}

QList<LockStepConflict> lockStepConflicts(const RunSpec& spec, const RunSpec& leader)
{
    QList<LockStepConflict> conflicts;
    for (const QString& key : spec.differences(leader)) {
        if (!decidesBatches(key))
            continue;
        const LockStepConflict conflict{key, spec.value(key), leader.value(key)};
        key == QLatin1String("data.id") ? conflicts.prepend(conflict) : conflicts.append(conflict);
    }
    return conflicts;
}

std::optional<LockStepConflict> lockStepConflict(const RunSpec& spec, const RunSpec& leader)
{
    const QList<LockStepConflict> conflicts = lockStepConflicts(spec, leader);
    return conflicts.isEmpty() ? std::optional<LockStepConflict>() : conflicts.first();
}

QString lockStepSentence(const LockStepConflict& conflict, const QString& leaderName)
{
    return QStringLiteral("A run in lock step with %1 sees the same batches, so %2 must be %3 as there, not %4.")
        .arg(leaderName, conflict.key, textOf(conflict.leaders), textOf(conflict.own));
}

} // namespace lb::experiments
