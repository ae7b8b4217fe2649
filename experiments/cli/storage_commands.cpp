#include "experiments/cli/commands.h"
#include "experiments/cli/output.h"
#include "experiments/store/checkpoint_pruning.h"
#include "experiments/store/disk_use.h"
#include "experiments/store/retention.h"

#include <QStorageInfo>

#include <algorithm>
#include <utility>

namespace lb::experiments {

namespace {

QString megabytes(qint64 bytes)
{
    return QString::number(static_cast<double>(bytes) / 1e6, 'f', 1);
}

void printUse(const RunRecord& run, const DiskUse& use)
{
    printJson({{QStringLiteral("uid"), run.uid},
               {QStringLiteral("name"), run.name},
               {QStringLiteral("checkpoint_bytes"), use.checkpoints},
               {QStringLiteral("metric_bytes"), use.metrics},
               {QStringLiteral("artifact_bytes"), use.artifacts},
               {QStringLiteral("bytes"), use.total()}});
}

void printPlan(const Session& session, const PrunePlan& plan, bool isDone)
{
    TextTable table({QStringLiteral("Run"), QStringLiteral(">Step"), QStringLiteral("Kind"), QStringLiteral(">MB")});
    for (const PrunedCheckpoint& one : plan.checkpoints) {
        table.addRow(
            {one.runName, QString::number(one.checkpoint.step), one.checkpoint.kind, megabytes(one.checkpoint.bytes)});
        if (session.isJson)
            printJson({{QStringLiteral("run"), one.runName},
                       {QStringLiteral("step"), one.checkpoint.step},
                       {QStringLiteral("kind"), one.checkpoint.kind},
                       {QStringLiteral("bytes"), one.checkpoint.bytes},
                       {QStringLiteral("deleted"), isDone}});
    }
    if (session.isJson)
        return;
    const qsizetype count = plan.checkpoints.size();
    if (count > 0)
        printText(table.text());
    if (isDone)
        printText(
            QStringLiteral("Deleted %1 checkpoints; %2 MB are free again.\n").arg(count).arg(megabytes(plan.bytes)));
    else if (count == 0)
        printText(QStringLiteral("Nothing can go.\n"));
    else
        printText(QStringLiteral("%1 checkpoints, %2 MB. Nothing was deleted: say --yes to delete them.\n")
                      .arg(count)
                      .arg(megabytes(plan.bytes)));
}

QString ruleWords(const Retention& rule)
{
    if (!rule.isOn())
        return QStringLiteral("all checkpoints (no rule)");
    const QString newest = QStringLiteral("the newest %1, the best, the final").arg(rule.newest);
    return rule.everyEpochs > 0
               ? newest + QStringLiteral(" and one of every %1 epochs of each run").arg(rule.everyEpochs)
               : newest + QStringLiteral(" of each run");
}

/// The project's rule, set anew where the arguments say so; off where they do not ask for it.
Result<Retention> ruleFor(RunStore& store, const PruneArguments& arguments)
{
    if (arguments.rule.isEmpty())
        return arguments.asProjectKeeps ? retention(store) : Result<Retention>(Retention());
    const Result<Retention> rule = retentionOf(arguments.rule);
    if (!rule)
        return rule;
    return setRetention(store, *rule).map([&] { return *rule; });
}

} // namespace

int storageCommand(Session& session)
{
    const Result<RunStore*> store = session.storeToRead();
    if (!store)
        return reportError(store.error());
    const auto runs = (*store)->list();
    if (!runs)
        return reportError(runs.error());
    QList<std::pair<RunRecord, DiskUse>> uses;
    qint64 total = 0;
    for (const RunRecord& run : *runs) {
        uses.append({run, diskUse((*store)->folder(run.uid))});
        total += uses.last().second.total();
    }
    std::stable_sort(uses.begin(), uses.end(),
                     [](const auto& a, const auto& b) { return a.second.total() > b.second.total(); });
    TextTable table({QStringLiteral("Run"), QStringLiteral(">Checkpoints"), QStringLiteral(">Metrics"),
                     QStringLiteral(">Artifacts"), QStringLiteral(">Total, MB")});
    for (const auto& [run, use] : std::as_const(uses)) {
        table.addRow({run.name, megabytes(use.checkpoints), megabytes(use.metrics), megabytes(use.artifacts),
                      megabytes(use.total())});
        if (session.isJson)
            printUse(run, use);
    }
    const qint64 free = QStorageInfo((*store)->projectFolder()).bytesAvailable();
    if (!session.isJson)
        printText(table.text() + QStringLiteral("%1 runs take %2 MB; %3 MB are free.\n")
                                     .arg(uses.size())
                                     .arg(megabytes(total), megabytes(free)));
    return kExitDone;
}

int pruneCommand(Session& session, const PruneArguments& arguments)
{
    const Result<RunStore*> store =
        arguments.isSure || !arguments.rule.isEmpty() ? session.store() : session.storeToRead();
    if (!store)
        return reportError(store.error());
    QStringList uids;
    for (const QString& name : arguments.runs) {
        const Result<RunRecord> run = (*store)->find(name);
        if (!run)
            return reportError(run.error());
        uids.append(run->uid);
    }
    const Result<Retention> rule = ruleFor(**store, arguments);
    if (!rule)
        return reportError(rule.error());
    if (!session.isJson && (arguments.asProjectKeeps || !arguments.rule.isEmpty()))
        printText(QStringLiteral("The project keeps %1.\n").arg(ruleWords(*rule)));
    if (arguments.asProjectKeeps && !rule->isOn())
        return kExitDone;
    const PrunePolicy policy{.includesManual = arguments.includesManual, .keeps = *rule};
    const Result<PrunePlan> plan = planPruning(**store, uids, policy);
    if (!plan)
        return reportError(plan.error());
    const Result<PrunePlan> shown = arguments.isSure ? prune(**store, *plan, policy) : plan;
    if (!shown)
        return reportError(shown.error());
    printPlan(session, *shown, arguments.isSure);
    return kExitDone;
}

} // namespace lb::experiments
