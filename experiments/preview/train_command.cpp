#include "experiments/preview/train_command.h"

#include "experiments/preview/presets.h"
#include "experiments/preview/schema.h"
#include "experiments/records/field_values.h"

#include <QRegularExpression>

#include <algorithm>

namespace lb::experiments {

namespace {

const QString kSeed = QStringLiteral("run.seed");

/// A preset with fields that the wanted run lacks cannot become it: nothing unsets a field.
bool canBecome(const RunSpec& preset, const RunSpec& wanted)
{
    const QStringList keys = preset.fields().keys();
    return std::all_of(keys.begin(), keys.end(), [&](const QString& key) { return wanted.has(key); });
}

/// What differs from the preset, in an order that can be set one by one: the family first, since it decides which
/// fields there are.
QStringList settingsOver(const RunSpec& preset, const RunSpec& wanted, const QList<FieldSchema>& schema,
                         const RunGrid& grid)
{
    const QString family = QStringLiteral("model.family");
    const RunSpec base = preset.completed(schema);
    QStringList settings;
    const auto add = [&](const QString& key) {
        if (wanted.has(key) && wanted.value(key) != base.value(key))
            settings.append(key + QLatin1Char('=') + fieldValueText(wanted.value(key)));
    };
    add(family);
    for (const QString& key : wanted.differences(base)) {
        bool isSwept = false;
        for (const GridAxis& axis : grid.axes)
            isSwept = isSwept || axis.key == key;
        if (key != family && !isSwept && (key != kSeed || grid.seeds.isEmpty()))
            add(key);
    }
    return settings;
}

QString seedText(const QList<qint64>& seeds)
{
    QStringList texts;
    for (const qint64 seed : seeds)
        texts.append(QString::number(seed));
    const bool isRun = seeds.size() > 2 && seeds.last() - seeds.first() == seeds.size() - 1;
    for (qsizetype i = 1; isRun && i < seeds.size(); ++i)
        if (seeds[i] != seeds[i - 1] + 1)
            return texts.join(QLatin1Char(','));
    return isRun ? QStringLiteral("%1-%2").arg(seeds.first()).arg(seeds.last()) : texts.join(QLatin1Char(','));
}

void addPair(QStringList& words, const char* option, const QString& value)
{
    if (!value.isEmpty())
        words << QString::fromLatin1(option) << value;
}

} // namespace

QStringList trainWords(const RunGrid& grid, const QString& presetId, const CommandLabels& labels)
{
    QString chosen;
    QStringList settings;
    const QList<FieldSchema> schema = schemaFor(grid.base);
    const RunSpec wanted = grid.base.completed(schema);
    const Result<QList<Preset>> all = allPresets();
    for (const Preset& preset : all.value_or(QList<Preset>{})) {
        if (!canBecome(preset.spec, wanted))
            continue;
        const QStringList own = settingsOver(preset.spec, wanted, schema, grid);
        if (!chosen.isEmpty() && preset.id != presetId && own.size() >= settings.size())
            continue;
        chosen = preset.id;
        settings = own;
        if (preset.id == presetId)
            break;
    }
    QStringList words{QStringLiteral("latentbench-cli")};
    addPair(words, "--project", labels.project);
    words << QStringLiteral("train") << QStringLiteral("--preset") << chosen;
    for (const QString& setting : settings)
        addPair(words, "--set", setting);
    for (const GridAxis& axis : grid.axes) {
        QStringList values;
        for (const QJsonValue& value : axis.values)
            values.append(fieldValueText(value));
        addPair(words, "--grid", axis.key + QLatin1Char('=') + values.join(QLatin1Char(',')));
    }
    if (grid.seeds.size() == 1)
        addPair(words, "--seed", QString::number(grid.seeds.first()));
    else
        addPair(words, "--seeds", seedText(grid.seeds));
    addPair(words, "--name", labels.name);
    addPair(words, "--group", labels.group);
    for (const QString& tag : labels.tags)
        addPair(words, "--tag", tag);
    addPair(words, "--lock-step", labels.lockStep);
    if (labels.mostAtOnce > 0)
        addPair(words, "--at-once", QString::number(labels.mostAtOnce));
    return words;
}

QString shellCommand(const QStringList& words)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_@%+=:,./-]+$"));
    QStringList quoted;
    for (const QString& word : words) {
        QString text = word;
        quoted.append(plain.match(word).hasMatch()
                          ? word
                          : QLatin1Char('\'') + text.replace(QLatin1Char('\''), QStringLiteral("'\\''")) +
                                QLatin1Char('\''));
    }
    return quoted.join(QLatin1Char(' '));
}

} // namespace lb::experiments
