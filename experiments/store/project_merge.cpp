#include "experiments/store/project_merge.h"

#include "experiments/store/item_tags.h"
#include "experiments/store/own_metrics.h"
#include "experiments/store/run_meta.h"
#include "experiments/store/run_trash.h"
#include "experiments/store/run_uid.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

namespace lb::experiments {

namespace {

QByteArray descriptionOf(const QString& dataset)
{
    QFile file(dataset + QStringLiteral("/data.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList foldersIn(const QString& path)
{
    return QDir(path).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name);
}

Result<void> move(const QString& from, const QString& to)
{
    if (!QDir().mkpath(QFileInfo(to).path()) || !QDir().rename(from, to))
        return fail(ErrorKind::Io, QStringLiteral("%1 cannot be written.").arg(to));
    return {};
}

/// Data sets that are not here yet; a sentence where one has a name that another has here.
Result<QStringList> newDatasets(const QString& from, const QString& here)
{
    QStringList names;
    for (const QString& name : foldersIn(from))
        if (!QFileInfo::exists(here + QLatin1Char('/') + name))
            names.append(name);
        else if (descriptionOf(from + QLatin1Char('/') + name) != descriptionOf(here + QLatin1Char('/') + name))
            return fail(
                ErrorKind::InvalidArgument,
                QStringLiteral("The project has another data set named '%1' than the archive. Unpack the archive "
                               "as a project of its own with --to FOLDER.")
                    .arg(name));
    return names;
}

} // namespace

Result<MergeCounts> mergeProject(RunStore& store, const QString& zipFile, const ArchiveProgress& progress)
{
    const QString project = store.projectFolder();
    if (store.isReadOnly())
        return fail(ErrorKind::ReadOnly, QStringLiteral("The project %1 is open for reading only.").arg(project));
    const QTemporaryDir aside(project + QStringLiteral("/.import-XXXXXX")); // one disk: what is checked is renamed
    const QString from = aside.filePath(QStringLiteral("project"));
    if (const auto unpacked = unpackProject(zipFile, from, progress); !unpacked)
        return tl::unexpected(unpacked.error());
    const QString sets = project + QStringLiteral("/datasets");
    const Result<QStringList> datasets = newDatasets(from + QStringLiteral("/datasets"), sets);
    if (!datasets)
        return tl::unexpected(datasets.error());
    MergeCounts counts;
    for (const QString& name : *datasets) {
        if (const auto moved = move(from + QStringLiteral("/datasets/") + name, sets + QLatin1Char('/') + name); !moved)
            return tl::unexpected(moved.error());
        ++counts.datasets;
    }
    if (const auto united = uniteItemTags(store, from); !united)
        return tl::unexpected(united.error());
    const Result<QStringList> left = uniteOwnMetrics(store, from);
    if (!left)
        return tl::unexpected(left.error());
    counts.leftMetrics = *left;
    for (const QString& uid : foldersIn(from + QStringLiteral("/runs"))) {
        const QString path = from + QStringLiteral("/runs/") + uid;
        const auto meta = readMeta(RunFolder(path));
        const QString trashed = trashFolder(project) + QLatin1Char('/') + uid;
        if (!isRunUid(uid) || !meta)
            continue; // no run
        if (QFileInfo::exists(store.folder(uid).path()) || QFileInfo::exists(trashed)) {
            counts.present.append(meta->name);
            continue;
        }
        // By way of the trash: what stops in between loses nothing, and what comes out of it gets a free name.
        if (const auto moved = move(path, trashed); !moved)
            return tl::unexpected(moved.error());
        if (const auto restored = store.restore(uid); !restored)
            return tl::unexpected(restored.error());
        const Result<RunRecord> run = store.find(uid);
        counts.runs.append(run ? run->name : meta->name);
    }
    return counts;
}

} // namespace lb::experiments
