#include "gui/project/run_config.h"

#include "experiments/preview/presets.h"
#include "experiments/preview/schema.h"

#include <QCoreApplication>

namespace lb::gui {

using experiments::FieldSchema;
using experiments::Result;
using experiments::RunSpec;

namespace {

const QString kDataset = QStringLiteral("data.id");

/// The shipped preset of this model on these data; nothing when there is none.
const experiments::Preset* presetOf(const QList<experiments::Preset>& presets, const experiments::RunRecord& run)
{
    for (const experiments::Preset& preset : presets)
        if (preset.family == run.family && preset.spec.text(kDataset) == run.dataset)
            return &preset;
    return nullptr;
}

} // namespace

Result<RunConfig> readConfig(experiments::RunStore& store, const experiments::RunRecord& run)
{
    const auto spec = store.spec(run.uid);
    if (!spec)
        return tl::unexpected(spec.error());
    RunConfig config;
    config.uid = run.uid;
    config.schema = experiments::schemaFor(*spec);
    config.spec = spec->completed(config.schema);
    config.baseSpec = RunSpec().completed(config.schema);
    const auto parent =
        run.parentUid.isEmpty() ? experiments::fail(experiments::ErrorKind::NotFound, {}) : store.spec(run.parentUid);
    const auto presets = experiments::allPresets();
    if (parent) {
        config.base = RunConfig::Base::Parent;
        config.baseSpec = parent->completed(config.schema);
        if (const auto record = store.find(run.parentUid))
            config.baseName = record->name;
    } else if (const auto* preset = presets ? presetOf(*presets, run) : nullptr) {
        config.base = RunConfig::Base::Preset;
        config.baseSpec = preset->spec.completed(config.schema);
        config.baseName = preset->title;
    }
    for (const FieldSchema& field : std::as_const(config.schema))
        if (isUsed(field, config.spec) && config.spec.value(field.key) != config.baseSpec.value(field.key))
            config.changed.append(field.key);
    return config;
}

QString fieldWords(const QString& text)
{
    return text.isEmpty() ? text : QCoreApplication::translate("Field", text.toUtf8().constData());
}

const FieldSchema* fieldOf(const QList<FieldSchema>& schema, const QString& key)
{
    for (const FieldSchema& field : schema)
        if (field.key == key)
            return &field;
    return nullptr;
}

QString fieldValueText(const FieldSchema& field, const QJsonValue& value)
{
    switch (field.kind) {
    case FieldSchema::Kind::Boolean:
        return value.toBool() ? QCoreApplication::translate("RunConfig", "on")
                              : QCoreApplication::translate("RunConfig", "off");
    case FieldSchema::Kind::Integer:
        return QString::number(value.toInteger());
    case FieldSchema::Kind::Real:
        return QString::number(value.toDouble(), 'g', 6);
    case FieldSchema::Kind::Choice:
    case FieldSchema::Kind::Text:
        break;
    }
    return value.toString();
}

QString fieldDisplayText(const FieldSchema& field, const QJsonValue& value)
{
    if (!field.zeroText.isEmpty() && value.toDouble() == 0)
        return fieldWords(field.zeroText);
    const QString unit = field.unit.isEmpty() ? QString() : QLatin1Char(' ') + fieldWords(field.unit);
    return fieldValueText(field, value) + unit;
}

bool isUsed(const FieldSchema& field, const RunSpec& spec)
{
    return field.dependsOn.isEmpty() ||
           field.dependsOnValues.contains(spec.value(field.dependsOn).toVariant().toString());
}

} // namespace lb::gui
