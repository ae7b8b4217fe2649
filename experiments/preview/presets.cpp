#include "experiments/preview/presets.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

static void initialiseResources()
{
    Q_INIT_RESOURCE(presets);
}

namespace lb::experiments {

namespace {

Result<QJsonObject> shippedFile()
{
    initialiseResources();
    QFile file(QStringLiteral(":/presets/presets.json"));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Corrupt, QStringLiteral("The shipped presets are missing from the program."));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (error.error != QJsonParseError::NoError)
        return fail(ErrorKind::Corrupt, QStringLiteral("The shipped presets are damaged: %1").arg(error.errorString()));
    return document.object();
}

void overlay(RunSpec& spec, const QJsonObject& flat)
{
    for (auto it = flat.begin(); it != flat.end(); ++it)
        spec.set(it.key(), it.value());
}

Preset toPreset(const QJsonObject& json, const QJsonObject& bases)
{
    Preset preset;
    preset.id = json.value(QStringLiteral("id")).toString();
    preset.title = json.value(QStringLiteral("title")).toString();
    preset.description = json.value(QStringLiteral("description")).toString();
    overlay(preset.spec, bases.value(json.value(QStringLiteral("base")).toString()).toObject());
    overlay(preset.spec, json.value(QStringLiteral("set")).toObject());
    preset.family = preset.spec.modelKind();
    return preset;
}

} // namespace

Result<QList<Preset>> presets()
{
    const Result<QJsonObject> file = shippedFile();
    if (!file)
        return tl::unexpected(file.error());
    QList<Preset> result;
    const QJsonObject bases = file->value(QStringLiteral("bases")).toObject();
    for (const QJsonValue& entry : file->value(QStringLiteral("presets")).toArray())
        result.append(toPreset(entry.toObject(), bases));
    return result;
}

Result<Preset> findPreset(const QString& id)
{
    const Result<QList<Preset>> all = allPresets();
    if (!all)
        return tl::unexpected(all.error());
    QStringList known;
    for (const Preset& preset : *all) {
        if (preset.id == id)
            return preset;
        known.append(preset.id);
    }
    return fail(
        ErrorKind::NotFound,
        QStringLiteral("There is no preset named '%1'. Known ones: %2.").arg(id, known.join(QStringLiteral(", "))));
}

Result<QList<DemoRun>> demoRuns(const QString& kind, qint64 seed)
{
    const Result<QJsonObject> file = shippedFile();
    if (!file)
        return tl::unexpected(file.error());
    const QJsonObject demos = file->value(QStringLiteral("demos")).toObject();
    if (!demos.contains(kind))
        return fail(ErrorKind::InvalidArgument, QStringLiteral("There is no demo named '%1'. Choose one of: %2.")
                                                    .arg(kind, demos.keys().join(QStringLiteral(", "))));
    QList<DemoRun> result;
    for (const QJsonValue& entry : demos.value(kind).toArray()) {
        const Result<Preset> preset = findPreset(entry.toObject().value(QStringLiteral("preset")).toString());
        if (!preset)
            return tl::unexpected(preset.error());
        DemoRun run{preset->spec, entry.toObject().value(QStringLiteral("name")).toString(), preset->family};
        overlay(run.spec, entry.toObject().value(QStringLiteral("set")).toObject());
        run.spec.set(QStringLiteral("run.seed"), seed);
        result.append(run);
    }
    return result;
}

QString demoGroup(const QString& kind)
{
    return QStringLiteral("Demo: %1").arg(kind);
}

} // namespace lb::experiments
