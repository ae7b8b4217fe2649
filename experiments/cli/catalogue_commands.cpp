#include "experiments/cli/commands.h"
#include "experiments/cli/output.h"
#include "experiments/datasets/dataset_registry.h"
#include "experiments/preview/presets.h"
#include "experiments/preview/schema.h"
#include "experiments/records/field_values.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStorageInfo>

namespace lb::experiments {

namespace {

struct Check {
    QString what;
    bool isGood = false;
    QString finding;
};

Check projectCheck(const QString& project)
{
    const Result<std::unique_ptr<RunStore>> store = RunStore::open(RunStore::defaultProject(project));
    return {QStringLiteral("project"), store.has_value(),
            store ? QStringLiteral("%1 can be written").arg((*store)->projectFolder()) : store.error().detail};
}

Check diskCheck(const QString& project)
{
    constexpr qint64 kMega = 1'000'000;
    constexpr qint64 kEnough = 500 * kMega;
    QString folder = RunStore::defaultProject(project);
    while (!QFileInfo::exists(folder) && folder.contains(QLatin1Char('/')))
        folder = folder.section(QLatin1Char('/'), 0, -2);
    const qint64 free = QStorageInfo(folder.isEmpty() ? QStringLiteral("/") : folder).bytesAvailable();
    return {QStringLiteral("disk"), free > kEnough, QStringLiteral("%1 MB free").arg(free / kMega)};
}

/// One of the lines that `latentbench-worker devices` prints.
Check deviceCheck(const QJsonObject& device)
{
    const bool isGpu = device.value(QStringLiteral("id")) == QStringLiteral("cuda");
    if (!isGpu)
        return {QStringLiteral("worker"), true, device.value(QStringLiteral("description")).toString()};
    if (const QString why = device.value(QStringLiteral("unavailable")).toString(); !why.isEmpty())
        return {QStringLiteral("gpu"), true, why}; // everything works without one
    constexpr qint64 kMega = 1'000'000;
    return {QStringLiteral("gpu"), true,
            QStringLiteral("%1, %2 of %3 MB free, compute capability %4, driver for CUDA %5")
                .arg(device.value(QStringLiteral("description")).toString())
                .arg(device.value(QStringLiteral("free_bytes")).toInteger() / kMega)
                .arg(device.value(QStringLiteral("memory_bytes")).toInteger() / kMega)
                .arg(device.value(QStringLiteral("compute_capability")).toString(),
                     device.value(QStringLiteral("driver_cuda")).toString())};
}

QList<Check> workerChecks(const QString& program)
{
    constexpr int kWaitMs = 10'000;
    QProcess process;
    process.start(program, {QStringLiteral("devices")});
    if (!process.waitForFinished(kWaitMs) || process.exitCode() != 0)
        return {{QStringLiteral("worker"), false,
                 QStringLiteral("'%1' does not run: %2. Build it, or name it in LATENTBENCH_WORKER.")
                     .arg(program, process.errorString())}};
    QList<Check> checks;
    for (const QByteArray& line : process.readAllStandardOutput().trimmed().split('\n'))
        checks.append(deviceCheck(QJsonDocument::fromJson(line).object()));
    return checks;
}

} // namespace

int presetsCommand(Session& session, const QString& id)
{
    if (!id.isEmpty()) {
        const Result<Preset> preset = findPreset(id);
        if (!preset)
            return reportError(preset.error());
        const RunSpec spec = preset->spec.completed(schemaFor(preset->spec));
        if (session.isJson) {
            printJson(spec.toJson());
            return kExitDone;
        }
        TextTable table({QStringLiteral("Setting"), QStringLiteral("Value"), QStringLiteral("Meaning")});
        for (const FieldSchema& field : schemaFor(spec))
            table.addRow({field.key, fieldValueText(spec.value(field.key)), field.help});
        printText(table.text());
        return kExitDone;
    }
    const Result<QList<Preset>> all = allPresets();
    if (!all)
        return reportError(all.error());
    TextTable table({QStringLiteral("Preset"), QStringLiteral("Title"), QStringLiteral("Description")});
    for (const Preset& preset : *all) {
        table.addRow({preset.id, preset.title, preset.description});
        if (session.isJson)
            printJson({{QStringLiteral("id"), preset.id},
                       {QStringLiteral("title"), preset.title},
                       {QStringLiteral("description"), preset.description},
                       {QStringLiteral("spec"), preset.spec.toJson()}});
    }
    if (!session.isJson)
        printText(table.text());
    return kExitDone;
}

int datasetsCommand(Session& session)
{
    TextTable table(
        {QStringLiteral("Data set"), QStringLiteral("Kind"), QStringLiteral("State"), QStringLiteral("What it is")});
    DatasetPlaces places = DatasetPlaces::standard();
    places.own = session.dataFolder();
    for (const DatasetEntry& entry : DatasetRegistry(places).list()) {
        const QString state = entry.isAvailable ? QStringLiteral("available") : QStringLiteral("missing");
        table.addRow(
            {entry.id, datasetKindName(entry.kind), state, entry.isAvailable ? entry.description : entry.problem});
        if (session.isJson)
            printJson({{QStringLiteral("id"), entry.id},
                       {QStringLiteral("title"), entry.title},
                       {QStringLiteral("kind"), datasetKindName(entry.kind)},
                       {QStringLiteral("available"), entry.isAvailable},
                       {QStringLiteral("source"), entry.source},
                       {QStringLiteral("problem"), entry.problem}});
    }
    if (!session.isJson)
        printText(table.text());
    return kExitDone;
}

int doctorCommand(Session& session)
{
    QList<Check> checks{projectCheck(session.project), diskCheck(session.project)};
    checks.append(workerChecks(session.workerProgram()));
    for (const DatasetEntry& entry : DatasetRegistry().list())
        checks.append({entry.id, entry.isAvailable, entry.isAvailable ? entry.source : entry.problem});
    bool allGood = true;
    TextTable table({QStringLiteral("Check"), QStringLiteral("State"), QStringLiteral("Finding")});
    for (const Check& check : checks) {
        allGood = allGood && check.isGood;
        table.addRow({check.what, check.isGood ? QStringLiteral("ok") : QStringLiteral("PROBLEM"), check.finding});
        if (session.isJson)
            printJson({{QStringLiteral("check"), check.what},
                       {QStringLiteral("ok"), check.isGood},
                       {QStringLiteral("finding"), check.finding}});
    }
    if (!session.isJson)
        printText(table.text());
    return allGood ? kExitDone : kExitFailed;
}

int reindexCommand(Session& session)
{
    const Result<RunStore*> store = session.store();
    if (!store)
        return reportError(store.error());
    const Result<int> found = (*store)->reindex();
    if (!found)
        return reportError(found.error());
    if (session.isJson)
        printJson({{QStringLiteral("runs"), *found}});
    else
        printText(QStringLiteral("The index was rebuilt from %1 runs.\n").arg(*found));
    return kExitDone;
}

} // namespace lb::experiments
