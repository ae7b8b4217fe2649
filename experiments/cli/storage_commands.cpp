#include "experiments/cli/commands.h"
#include "experiments/cli/output.h"
#include "experiments/store/checkpoint_pruning.h"
#include "experiments/store/disk_use.h"

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
    const Result<RunStore*> store = arguments.isSure ? session.store() : session.storeToRead();
    if (!store)
        return reportError(store.error());
    QStringList uids;
    for (const QString& name : arguments.runs) {
        const Result<RunRecord> run = (*store)->find(name);
        if (!run)
            return reportError(run.error());
        uids.append(run->uid);
    }
    const PrunePolicy policy{.includesManual = arguments.includesManual};
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
