#include "experiments/control/imported_runs.h"

#include "experiments/records/imported_run.h"

#include <QCborArray>
#include <QFileInfo>

namespace lb::experiments {

namespace {

constexpr qsizetype kLongestName = 70; // room for the number that makes it unique

/// A name that a run may have, like the given one.
QString usableName(QString name)
{
    name.removeIf([](QChar c) { return !c.isPrint(); });
    name = name.replace(QLatin1Char('@'), QLatin1Char('-')).simplified().left(kLongestName);
    while (name.startsWith(QLatin1Char('-')))
        name.remove(0, 1);
    return name.isEmpty() ? QStringLiteral("imported") : name;
}

} // namespace

Result<QList<RunRecord>> makeImportedRuns(RunStore& store, const QCborMap& found, const QString& path)
{
    const QCborArray all = found.value(QLatin1String("runs")).toArray();
    QList<RunRecord> made;
    for (const QCborValue& value : all) {
        NewRun run{.name = usableName(value.toMap().value(QLatin1String("name")).toString()),
                   .group = all.size() > 1 ? QFileInfo(path).fileName() : QString(),
                   .family = QLatin1String(kImportedFamily)};
        run.spec.set(QLatin1String(kImportedFrom), value.toMap().value(QLatin1String("source")).toString());
        const auto record = store.create(run);
        if (!record) {
            for (const RunRecord& each : made)
                static_cast<void>(store.remove(each.uid));
            return tl::unexpected(record.error());
        }
        made.append(*record);
    }
    return made;
}

QCborMap importRequest(RunStore& store, const QList<RunRecord>& runs, const QString& path)
{
    QCborArray folders;
    for (const RunRecord& run : runs)
        folders.append(store.folder(run.uid).path());
    return {{QStringLiteral("what"), QStringLiteral("import_runs")},
            {QStringLiteral("path"), path},
            {QStringLiteral("folders"), folders}};
}

} // namespace lb::experiments
