#include "experiments/cli/number_commands.h"
#include "experiments/cli/output.h"
#include "experiments/cli/serve_target.h"
#include "experiments/control/imported_runs.h"

#include <QCborArray>
#include <QFileInfo>

#include <cstdio>

namespace lb::experiments {

namespace {

void printFound(const QCborMap& found)
{
    TextTable table({QStringLiteral("Run"), QStringLiteral(">Metrics"), QStringLiteral(">Points"),
                     QStringLiteral(">Last step"), QStringLiteral("From")});
    for (const QCborValue& value : found.value(QLatin1String("runs")).toArray()) {
        const QCborMap run = value.toMap();
        table.addRow({run.value(QLatin1String("name")).toString(),
                      QString::number(run.value(QLatin1String("metrics")).toArray().size()),
                      QString::number(run.value(QLatin1String("points")).toInteger()),
                      QString::number(run.value(QLatin1String("last_step")).toInteger()),
                      run.value(QLatin1String("source")).toString()});
    }
    printText(table.text());
}

/// What is not there, on stderr.
void reportLosses(const QCborMap& found)
{
    const auto say = [](const QString& line) { std::fprintf(stderr, "%s\n", qPrintable(line)); };
    for (const QCborValue& value : found.value(QLatin1String("runs")).toArray())
        if (const QString losses = value.toMap().value(QLatin1String("losses")).toString(); !losses.isEmpty())
            say(QStringLiteral("%1: %2").arg(value.toMap().value(QLatin1String("name")).toString(), losses));
    for (const QCborValue& file : found.value(QLatin1String("unread")).toArray())
        say(QStringLiteral("Not read: %1").arg(file.toString()));
}

} // namespace

int importRunsCommand(Session& session, const QString& given, bool inspectsOnly)
{
    const QString path = QFileInfo(given).absoluteFilePath();
    const Result<QCborMap> found =
        askWorker(session, {{QStringLiteral("what"), QStringLiteral("inspect_runs")}, {QStringLiteral("path"), path}});
    if (!found)
        return reportError(found.error());
    reportLosses(*found);
    if (inspectsOnly) {
        session.isJson ? printJson(found->toJsonObject()) : printFound(*found);
        return kExitDone;
    }
    const Result<RunStore*> store = session.store();
    if (!store)
        return reportError(store.error());
    const auto runs = makeImportedRuns(**store, *found, path);
    if (!runs)
        return reportError(runs.error());
    const Result<QCborMap> imported = askWorker(session, importRequest(**store, *runs, path));
    if (!imported)
        for (const RunRecord& run : *runs)
            static_cast<void>((*store)->remove(run.uid)); // nothing half
    if (!imported)
        return reportError(imported.error());
    for (const RunRecord& run : *runs) {
        static_cast<void>((*store)->refresh(run.uid)); // the list shows what became of it
        if (session.isJson)
            printJson({{QStringLiteral("run"), run.name}, {QStringLiteral("uid"), run.uid}});
        else
            printText(QStringLiteral("%1 is imported: it can be shown and compared, not continued.\n").arg(run.name));
    }
    return kExitDone;
}

} // namespace lb::experiments
