#include "experiments/store/run_meta.h"

#include "experiments/store/json_file.h"

#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

namespace lb::experiments {

namespace {

QJsonObject jsonOf(const RunMeta::Mark& mark)
{
    return {{QStringLiteral("state"), runStateName(mark.state)},
            {QStringLiteral("reason"), mark.reason},
            {QStringLiteral("time_ms"), mark.timeMs},
            {QStringLiteral("starts"), mark.starts}};
}

RunMeta::Mark markOf(const QJsonValue& value)
{
    const QJsonObject json = value.toObject();
    if (json.isEmpty())
        return {};
    return {.isSet = true,
            .state = runStateFromName(json.value(QLatin1String("state")).toString()),
            .reason = json.value(QLatin1String("reason")).toString(),
            .timeMs = json.value(QLatin1String("time_ms")).toInteger(),
            .starts = json.value(QLatin1String("starts")).toInteger()};
}

} // namespace

Result<RunMeta> readMeta(const RunFolder& folder)
{
    const auto json = readJsonFile(folder.meta());
    if (!json)
        return tl::unexpected(json.error());
    const auto text = [&](const char* key) { return json->value(QLatin1String(key)).toString(); };
    const auto number = [&](const char* key, qint64 otherwise) {
        return json->value(QLatin1String(key)).toInteger(otherwise);
    };
    RunMeta meta;
    meta.uid = QFileInfo(folder.path()).fileName();
    meta.name = text("name");
    meta.family = text("family");
    meta.group = text("group");
    meta.takesTurns = json->value(QLatin1String("takes_turns")).toBool();
    meta.dataset = text("dataset");
    meta.seed = number("seed", 0);
    meta.parentUid = text("parent_uid");
    meta.parentStep = number("parent_step", -1);
    meta.lockStepUid = text("lock_step_uid");
    for (const QJsonValue tag : json->value(QLatin1String("tags")).toArray())
        meta.tags.append(tag.toString());
    meta.notes = text("notes");
    meta.look = {.hue = text("hue"),
                 .dash = static_cast<int>(std::clamp<qint64>(number("dash", 0), 0, RunLook::kDashes))};
    meta.createdMs = number("created_ms", 0);
    meta.editedMs = number("edited_ms", 0);
    meta.mark = markOf(json->value(QLatin1String("mark")));
    return meta;
}

Result<void> writeMeta(const RunFolder& folder, const RunMeta& meta)
{
    QJsonObject json{{QStringLiteral("name"), meta.name},
                     {QStringLiteral("family"), meta.family},
                     {QStringLiteral("group"), meta.group},
                     {QStringLiteral("takes_turns"), meta.takesTurns},
                     {QStringLiteral("dataset"), meta.dataset},
                     {QStringLiteral("seed"), meta.seed},
                     {QStringLiteral("parent_uid"), meta.parentUid},
                     {QStringLiteral("parent_step"), meta.parentStep},
                     {QStringLiteral("lock_step_uid"), meta.lockStepUid},
                     {QStringLiteral("tags"), QJsonArray::fromStringList(meta.tags)},
                     {QStringLiteral("notes"), meta.notes},
                     {QStringLiteral("created_ms"), meta.createdMs},
                     {QStringLiteral("edited_ms"), meta.editedMs}};
    if (!meta.look.hue.isEmpty())
        json.insert(QStringLiteral("hue"), meta.look.hue);
    if (meta.look.dash > 0)
        json.insert(QStringLiteral("dash"), meta.look.dash);
    if (meta.mark.isSet)
        json.insert(QStringLiteral("mark"), jsonOf(meta.mark));
    return writeJsonFile(folder.meta(), json);
}

Result<void> checkRunName(const QString& name)
{
    constexpr qsizetype kLongest = 80;
    const bool hasBadCharacter =
        std::any_of(name.begin(), name.end(), [](QChar c) { return !c.isPrint() || c == QLatin1Char('@'); });
    if (name.trimmed().isEmpty() || name != name.trimmed() || name.size() > kLongest || hasBadCharacter ||
        name.startsWith(QLatin1Char('-')))
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral(
                        "\"%1\" cannot name a run: take 1 to %2 printable characters without \"@\" and without \"-\" "
                        "at the start.")
                        .arg(name.left(kLongest))
                        .arg(kLongest));
    return {};
}

} // namespace lb::experiments
