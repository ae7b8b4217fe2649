#include "experiments/store/checkpoint_pruning.h"

#include "experiments/records/run_query.h"
#include "experiments/store/checkpoint_files.h"
#include "experiments/store/disk_use.h"
#include "experiments/store/figure_uses.h"
#include "experiments/store/metric_writer.h"
#include "experiments/store/run_lock.h"
#include "experiments/store/run_trash.h"

#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <utility>

namespace lb::experiments {

namespace {

/// Places that some run was forked from.
using ForkPlaces = QSet<std::pair<QString, qint64>>;

ForkPlaces forkPlaces(const RunStore& store, const QList<RunRecord>& runs)
{
    ForkPlaces places;
    for (const RunRecord& run : runs)
        places.insert({run.parentUid, run.parentStep});
    for (const RunMeta& meta : trashedMetas(store)) // it may come back
        places.insert({meta.parentUid, meta.parentStep});
    return places;
}

QString kindOf(const QString& fileName)
{
    return fileName.section(QLatin1Char('-'), 1).section(QLatin1Char('.'), 0, 0);
}

bool mayGo(const QString& kind, const PrunePolicy& policy)
{
    return kind == QLatin1String("auto") || kind == QLatin1String("pause") ||
           (policy.includesManual && kind == QLatin1String("manual"));
}

/// Of `files`, newest first, those that the rule keeps. Where the run does not say how long its epochs are, a rule
/// about epochs keeps all.
QSet<QString> keptBy(const Retention& rule, const RunRecord& run, const QList<CheckpointFile>& files)
{
    QSet<QString> kept;
    if (!rule.isOn())
        return kept;
    for (const CheckpointFile& file : files.mid(0, rule.newest))
        kept.insert(file.name);
    const qint64 stepsPerEpoch = run.theory.value(QLatin1String("steps_per_epoch")).toInteger();
    qint64 reached = 0; // epochs in units of the rule
    for (auto file = files.crbegin(); rule.everyEpochs > 0 && file != files.crend(); ++file) {
        const qint64 at = stepsPerEpoch > 0 ? file->step / (stepsPerEpoch * rule.everyEpochs) : reached + 1;
        if (at > reached)
            kept.insert(file->name);
        reached = at;
    }
    return kept;
}

QString pathOf(const RunStore& store, const PrunedCheckpoint& one)
{
    return store.folder(one.uid).checkpoints() + QLatin1Char('/') + one.checkpoint.fileName;
}

QList<PrunedCheckpoint> prunable(const RunStore& store, const RunRecord& run, const ForkPlaces& inUse,
                                 const PrunePolicy& policy)
{
    const RunFolder folder = store.folder(run.uid);
    if (isActive(run.state) || RunLock::holder(folder) != 0 || run.tags.contains(kStarTag))
        return {};
    QList<PrunedCheckpoint> result;
    const QList<CheckpointFile> files = checkpointFiles(folder); // newest first
    const QSet<QString> kept = keptBy(policy.keeps, run, files);
    for (const CheckpointFile& file : files.mid(1))
        if (const QString kind = kindOf(file.name);
            mayGo(kind, policy) && !inUse.contains({run.uid, file.step}) && !kept.contains(file.name))
            result.prepend(
                {.uid = run.uid,
                 .runName = run.name,
                 .checkpoint = {.step = file.step,
                                .kind = kind,
                                .fileName = file.name,
                                .bytes = QFileInfo(folder.checkpoints() + QLatin1Char('/') + file.name).size()}});
    return result;
}

void weigh(const RunStore& store, PrunePlan& plan)
{
    QStringList paths;
    for (const PrunedCheckpoint& one : std::as_const(plan.checkpoints))
        paths.append(pathOf(store, one));
    plan.bytes = freedBytes(paths);
}

bool isIn(const PrunePlan& plan, const PrunedCheckpoint& one)
{
    return std::any_of(plan.checkpoints.begin(), plan.checkpoints.end(), [&one](const PrunedCheckpoint& planned) {
        return planned.uid == one.uid && planned.checkpoint.fileName == one.checkpoint.fileName;
    });
}

Result<void> removeRows(const RunFolder& folder, const QList<PrunedCheckpoint>& checkpoints)
{
    if (!QFileInfo::exists(folder.database()))
        return {};
    const auto writer = MetricWriter::openToAdd(folder);
    if (!writer)
        return tl::unexpected(writer.error());
    for (const PrunedCheckpoint& one : checkpoints)
        (*writer)->removeCheckpoint(one.checkpoint.fileName);
    return (*writer)->commit(MetricWriter::Durability::Durable);
}

Result<void> removeFiles(const RunFolder& folder, const QList<PrunedCheckpoint>& checkpoints)
{
    for (const PrunedCheckpoint& one : checkpoints)
        if (const QString path = folder.checkpoints() + QLatin1Char('/') + one.checkpoint.fileName;
            !QFile::remove(path) && QFileInfo::exists(path))
            return fail(ErrorKind::Io, QStringLiteral("%1 cannot be deleted.").arg(path));
    return {};
}

/// Rows first: a checkpoint that is listed without its file is worse than a file that is not listed. But on a full disk
/// no row can be deleted before a file is.
Result<void> removeFrom(const RunFolder& folder, const QList<PrunedCheckpoint>& checkpoints)
{
    const Result<void> unlisted = removeRows(folder, checkpoints);
    if (!unlisted && unlisted.error().kind != ErrorKind::Io)
        return unlisted;
    if (const Result<void> removed = removeFiles(folder, checkpoints); !removed)
        return removed;
    return unlisted ? unlisted : removeRows(folder, checkpoints);
}

} // namespace

QStringList PrunePlan::uids() const
{
    QStringList result;
    for (const PrunedCheckpoint& one : checkpoints)
        if (result.isEmpty() || result.last() != one.uid)
            result.append(one.uid);
    return result;
}

Result<PrunePlan> planPruning(RunStore& store, const QStringList& uids, const PrunePolicy& policy)
{
    const auto runs = store.list();
    if (!runs)
        return tl::unexpected(runs.error());
    const Result<FigureUses> figures = figureUses(store);
    if (!figures)
        return tl::unexpected(figures.error());
    const ForkPlaces inUse = forkPlaces(store, *runs) + *figures;
    const QSet<QString> wanted(uids.begin(), uids.end());
    PrunePlan plan;
    for (const RunRecord& run : *runs)
        if (uids.isEmpty() || wanted.contains(run.uid))
            plan.checkpoints += prunable(store, run, inUse, policy);
    weigh(store, plan);
    return plan;
}

Result<PrunePlan> prune(RunStore& store, const PrunePlan& plan, const PrunePolicy& policy)
{
    if (store.isReadOnly())
        return fail(ErrorKind::ReadOnly,
                    QStringLiteral("The project %1 is open for reading only.").arg(store.projectFolder()));
    // Planned anew before any lock is taken: whoever holds one looks as if it trained.
    auto now = planPruning(store, plan.uids(), policy);
    if (!now)
        return now;
    now->checkpoints.removeIf([&plan](const PrunedCheckpoint& one) { return !isIn(plan, one); });
    PrunePlan done;
    for (const QString& uid : now->uids()) {
        const RunFolder folder = store.folder(uid);
        const auto lock = RunLock::take(folder);
        if (!lock)
            continue; // at work by now
        PrunePlan own{.checkpoints = now->checkpoints};
        own.checkpoints.removeIf([&uid](const PrunedCheckpoint& one) { return one.uid != uid; });
        weigh(store, own);
        if (const auto removed = removeFrom(folder, own.checkpoints); !removed)
            return tl::unexpected(removed.error());
        done.checkpoints += own.checkpoints;
        done.bytes += own.bytes;
    }
    return done;
}

} // namespace lb::experiments
