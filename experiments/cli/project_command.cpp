#include "experiments/cli/commands.h"
#include "experiments/cli/output.h"
#include "experiments/store/project_archive.h"

#include <QDir>
#include <QFileInfo>

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

int exportProjectCommand(Session& session, const QString& file)
{
    const Result<RunStore*> store = session.store();
    if (!store)
        return reportError(store.error());
    return tell(session, packProject((*store)->projectFolder(), file), file);
}

int importProjectCommand(Session& session, const QString& file, const QString& folder)
{
    const QString target = folder.isEmpty() ? QFileInfo(file).completeBaseName() : folder;
    return tell(session, unpackProject(file, target), QDir(target).absolutePath());
}

} // namespace lb::experiments
