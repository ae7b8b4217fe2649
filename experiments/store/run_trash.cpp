#include "experiments/store/run_trash.h"

#include "experiments/store/disk_use.h"
#include "experiments/store/run_uid.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace lb::experiments {

namespace {

QStringList foldersOf(const RunStore& store, const QStringList& uids)
{
    QStringList folders;
    for (const QString& uid : uids)
        if (isRunUid(uid)) // nothing else may be reached from here
            folders.append(trashFolder(store.projectFolder()) + QLatin1Char('/') + uid);
    return folders;
}

} // namespace

QString trashFolder(const QString& projectFolder)
{
    return projectFolder + QStringLiteral("/trash");
}

QList<RunMeta> trashedMetas(const RunStore& store)
{
    const QDir trash(trashFolder(store.projectFolder()));
    QList<RunMeta> metas;
    for (const QString& uid : trash.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (!isRunUid(uid))
            continue;
        RunMeta meta = readMeta(RunFolder(trash.filePath(uid))).value_or(RunMeta());
        meta.uid = uid;
        if (meta.name.isEmpty())
            meta.name = uid;
        metas.append(meta);
    }
    return metas;
}

QList<TrashedRun> trashedRuns(const RunStore& store)
{
    QList<TrashedRun> runs;
    for (const RunMeta& meta : trashedMetas(store)) {
        const QString path = trashFolder(store.projectFolder()) + QLatin1Char('/') + meta.uid;
        // A rename changes the folder's own record alone.
        runs.append({.meta = meta,
                     .removedMs = QFileInfo(path).metadataChangeTime().toMSecsSinceEpoch(),
                     .bytes = diskUse(RunFolder(path)).total()});
    }
    std::sort(runs.begin(), runs.end(),
              [](const TrashedRun& a, const TrashedRun& b) { return a.removedMs > b.removedMs; });
    return runs;
}

qint64 trashBytes(const RunStore& store, const QStringList& uids)
{
    return freedBytes(foldersOf(store, uids));
}

Result<void> deleteTrashed(RunStore& store, const QStringList& uids)
{
    if (store.isReadOnly())
        return fail(ErrorKind::ReadOnly,
                    QStringLiteral("The project %1 is open for reading only.").arg(store.projectFolder()));
    for (const QString& path : foldersOf(store, uids))
        if (QFileInfo::exists(path) && !QDir(path).removeRecursively())
            return fail(ErrorKind::Io, QStringLiteral("%1 cannot be deleted completely.").arg(path));
    return {};
}

} // namespace lb::experiments
