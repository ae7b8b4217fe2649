#include "experiments/preview/presets.h"

#include "experiments/records/plain_name.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>

namespace lb::experiments {

namespace {

const QString kPrefix = QStringLiteral("own:");
const QString kEnding = QStringLiteral(".json");
constexpr qint64 kLargestFile = 1 << 20;

QString fileOf(const QString& id)
{
    return QDir(ownPresetFolder()).filePath(id.mid(kPrefix.size()) + kEnding);
}

std::optional<Preset> read(const QString& name)
{
    QFile file(QDir(ownPresetFolder()).filePath(name));
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLargestFile)
        return std::nullopt;
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    const Result<RunSpec> spec = RunSpec::fromJson(json.value(QStringLiteral("spec")).toObject());
    if (!spec || json.value(QStringLiteral("title")).toString().isEmpty())
        return std::nullopt;
    Preset preset{.id = kPrefix + name.chopped(kEnding.size()),
                  .title = json.value(QStringLiteral("title")).toString(),
                  .description = json.value(QStringLiteral("description")).toString(),
                  .family = {},
                  .spec = *spec};
    preset.family = preset.spec.modelKind();
    return preset;
}

Result<void> write(const Preset& preset)
{
    QSaveFile file(fileOf(preset.id));
    const QByteArray bytes = QJsonDocument(QJsonObject{{QStringLiteral("title"), preset.title},
                                                       {QStringLiteral("description"), preset.description},
                                                       {QStringLiteral("spec"), preset.spec.toJson()}})
                                 .toJson();
    if (!QDir().mkpath(ownPresetFolder()) || !file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() ||
        !file.commit())
        return fail(ErrorKind::Io,
                    QStringLiteral("The preset cannot be kept in %1: %2.").arg(ownPresetFolder(), file.errorString()));
    return {};
}

Result<Preset> find(const QString& id)
{
    for (const Preset& preset : ownPresets())
        if (preset.id == id)
            return preset;
    return fail(ErrorKind::NotFound, QStringLiteral("There is no preset %1 of yours any more.").arg(id));
}

} // namespace

QString ownPresetFolder()
{
    const QString given = qEnvironmentVariable("LATENTBENCH_PRESETS");
    return given.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
                                 QStringLiteral("/latentbench/presets")
                           : given;
}

bool isOwnPreset(const QString& id)
{
    return id.startsWith(kPrefix);
}

QList<Preset> ownPresets()
{
    QList<Preset> result;
    for (const QString& name : QDir(ownPresetFolder()).entryList({QLatin1Char('*') + kEnding}, QDir::Files, QDir::Name))
        if (const std::optional<Preset> preset = read(name))
            result.append(*preset);
    std::sort(result.begin(), result.end(), [](const Preset& a, const Preset& b) { return a.title < b.title; });
    return result;
}

Result<QList<Preset>> allPresets()
{
    return presets().map([](QList<Preset> shipped) { return shipped + ownPresets(); });
}

Result<Preset> saveOwnPreset(const QString& title, const QString& description, const RunSpec& spec)
{
    if (title.trimmed().isEmpty())
        return fail(ErrorKind::InvalidArgument, QStringLiteral("A preset needs a name."));
    Preset preset{
        .id = {}, .title = title.trimmed(), .description = description, .family = spec.modelKind(), .spec = spec};
    const QString base = kPrefix + plainName(title, QStringLiteral("preset"));
    preset.id = base;
    for (int number = 2; QFileInfo::exists(fileOf(preset.id)); ++number)
        preset.id = base + QLatin1Char('-') + QString::number(number);
    return write(preset).map([&] { return preset; });
}

Result<void> renameOwnPreset(const QString& id, const QString& title)
{
    Result<Preset> preset = find(id);
    if (!preset)
        return tl::unexpected(preset.error());
    if (title.trimmed().isEmpty())
        return fail(ErrorKind::InvalidArgument, QStringLiteral("A preset needs a name."));
    preset->title = title.trimmed();
    return write(*preset);
}

Result<void> removeOwnPreset(const QString& id)
{
    if (const Result<Preset> preset = find(id); !preset)
        return tl::unexpected(preset.error());
    if (!QFile::remove(fileOf(id)))
        return fail(ErrorKind::Io, QStringLiteral("The file %1 cannot be removed.").arg(fileOf(id)));
    return {};
}

} // namespace lb::experiments
