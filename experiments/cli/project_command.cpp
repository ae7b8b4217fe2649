#include "experiments/cli/commands.h"
#include "experiments/cli/output.h"
#include "experiments/store/project_merge.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

namespace lb::experiments {

namespace {

int tell(const Session& session, const Result<ArchiveCounts>& counts, const QString& place)
{
    if (!counts)
        return reportError(counts.error());
    if (session.isJson)
        printJson({{QStringLiteral("path"), place},
                   {QStringLiteral("runs"), counts->runs},
                   {QStringLiteral("files"), counts->files},
                   {QStringLiteral("bytes"), counts->bytes}});
    else
        printText(QStringLiteral("%1: %2 runs, %3 files, %4 MB.\n")
                      .arg(place)
                      .arg(counts->runs)
                      .arg(counts->files)
                      .arg(static_cast<double>(counts->bytes) / 1e6, 0, 'f', 1));
    return kExitDone;
}

} // namespace

int exportProjectCommand(Session& session, const QString& file, const QStringList& runs, bool withCheckpoints)
{
    const Result<RunStore*> store = session.store();
    if (!store)
        return reportError(store.error());
    ArchiveContent content{.uids = {}, .withCheckpoints = withCheckpoints};
    for (const QString& name : runs) {
        const Result<RunRecord> run = (*store)->find(name);
        if (!run)
            return reportError(run.error());
        content.uids.append(run->uid);
    }
    return tell(session, packProject((*store)->projectFolder(), file, {}, content), file);
}

int mergeProjectCommand(Session& session, const QString& file)
{
    const Result<RunStore*> store = session.store();
    if (!store)
        return reportError(store.error());
    const Result<MergeCounts> counts = mergeProject(**store, file);
    if (!counts)
        return reportError(counts.error());
    if (session.isJson) {
        printJson({{QStringLiteral("runs"), QJsonArray::fromStringList(counts->runs)},
                   {QStringLiteral("present"), QJsonArray::fromStringList(counts->present)},
                   {QStringLiteral("datasets"), counts->datasets},
                   {QStringLiteral("left_metrics"), QJsonArray::fromStringList(counts->leftMetrics)}});
        return kExitDone;
    }
    printText(
        QStringLiteral("%1 runs and %2 data sets were taken in.\n").arg(counts->runs.size()).arg(counts->datasets));
    if (!counts->runs.isEmpty())
        printText(counts->runs.join(QLatin1Char('\n')) + QLatin1Char('\n'));
    if (!counts->present.isEmpty())
        printText(
            QStringLiteral("Here already, so left as they are: %1.\n").arg(counts->present.join(QStringLiteral(", "))));
    if (!counts->leftMetrics.isEmpty())
        printText(QStringLiteral("Other metrics have these titles here, so the archive's were left: %1.\n")
                      .arg(counts->leftMetrics.join(QStringLiteral(", "))));
    return kExitDone;
}

int importProjectCommand(Session& session, const QString& file, const QString& folder)
{
    const QString target = folder.isEmpty() ? QFileInfo(file).completeBaseName() : folder;
    return tell(session, unpackProject(file, target), QDir(target).absolutePath());
}

} // namespace lb::experiments
