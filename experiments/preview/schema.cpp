#include "experiments/preview/schema.h"

#include "experiments/records/imported_run.h"
#include "experiments/records/name_patterns.h"
#include "models/families/model.h"

namespace lb::experiments {

namespace {

QStringList toStrings(const std::vector<std::string>& words)
{
    QStringList result;
    for (const std::string& word : words)
        result.append(QString::fromStdString(word));
    return result;
}

void setDefault(FieldSchema& schema, const models::ConfigValue& value)
{
    if (const auto* flag = std::get_if<bool>(&value)) {
        schema.kind = FieldSchema::Kind::Boolean;
        schema.defaultValue = *flag;
    } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        schema.kind = FieldSchema::Kind::Integer;
        schema.defaultValue = static_cast<qint64>(*integer);
    } else if (const auto* real = std::get_if<double>(&value)) {
        schema.kind = FieldSchema::Kind::Real;
        schema.defaultValue = *real;
    } else {
        schema.kind = schema.choices.isEmpty() ? FieldSchema::Kind::Text : FieldSchema::Kind::Choice;
        schema.defaultValue = QString::fromStdString(std::get<std::string>(value));
    }
}

FieldSchema toSchema(const models::ConfigField& field)
{
    FieldSchema schema;
    schema.key = QString::fromStdString(field.key);
    schema.label = QString::fromStdString(field.label);
    schema.minimum = field.minimum;
    schema.maximum = field.maximum;
    schema.choices = toStrings(field.choices);
    schema.unit = QString::fromStdString(field.unit);
    schema.help = QString::fromStdString(field.help);
    schema.section = QString::fromStdString(field.section);
    schema.dependsOn = QString::fromStdString(field.dependsOn);
    schema.dependsOnValues = toStrings(field.dependsOnValues);
    setDefault(schema, field.defaultValue);
    return schema;
}

models::ConfigValue toConfigValue(const QJsonValue& value, const models::ConfigValue& like)
{
    if (std::holds_alternative<bool>(like))
        return value.toBool();
    if (std::holds_alternative<std::int64_t>(like))
        return static_cast<std::int64_t>(value.toInteger());
    if (std::holds_alternative<double>(like))
        return value.toDouble();
    return value.toString().toStdString();
}

void checkTogether(const RunSpec& spec, QList<FieldProblem>& problems)
{
    const QString kind = spec.text(QStringLiteral("latent.kind"));
    const qint64 batch = spec.integer(QStringLiteral("train.batch"));
    const bool normalises =
        kind == QStringLiteral("bn-vae") || kind == QStringLiteral("bn-split") || kind == QStringLiteral("eae");
    if (kind == QStringLiteral("wae-mmd") && batch < 2)
        problems.append({QStringLiteral("train.batch"),
                         QStringLiteral("Batch %1 is too small: wae-mmd compares the codes of a batch with the prior, "
                                        "which needs at least 2 rows (32 or more to be useful). Raise train.batch.")
                             .arg(batch)});
    if (kind == QStringLiteral("vmf") && spec.integer(QStringLiteral("latent.size")) < 2)
        problems.append({QStringLiteral("latent.size"),
                         QStringLiteral("A von Mises-Fisher code lies on a sphere, which needs at least 2 dimensions. "
                                        "Raise latent.size.")});
    if (normalises && batch < 2)
        problems.append(
            {QStringLiteral("train.batch"),
             QStringLiteral("Batch %1 is too small: %2 normalises its codes over the batch, which needs at least 2 "
                            "rows (8 or more to be useful). Raise train.batch.")
                 .arg(batch)
                 .arg(kind)});
    if (const qint64 k = spec.integer(QStringLiteral("latent.neighbours"));
        kind == QStringLiteral("eae") && batch >= 2 && k >= batch)
        problems.append(
            {QStringLiteral("latent.neighbours"),
             QStringLiteral(
                 "%1 neighbours do not exist in a batch of %2. Lower latent.neighbours or raise train.batch.")
                 .arg(k)
                 .arg(batch)});
}

void checkPatterns(const RunSpec& spec, QList<FieldProblem>& problems)
{
    const auto add = [&problems](const char* key, const Result<QList<NamePattern>>& patterns) {
        if (!patterns)
            problems.append(
                {QString::fromLatin1(key), QString::fromLatin1(key) + QStringLiteral(": ") + patterns.error().detail});
    };
    add("optimizer.rates", patternsWithFactors(spec.text(QStringLiteral("optimizer.rates"))));
    add("optimizer.no_decay", patternsAlone(spec.text(QStringLiteral("optimizer.no_decay"))));
}

} // namespace

QList<FieldSchema> schemaFor(const QString& family)
{
    QList<FieldSchema> result = runFields();
    if (const models::Family* found = models::findFamily(family.toStdString()))
        for (const models::ConfigField& field : found->fields)
            result.append(toSchema(field));
    return result;
}

QList<FieldSchema> schemaFor(const RunSpec& spec)
{
    if (isImported(spec))
        return {}; // nobody knows how it was made: defaults would be lies
    const QString key = QStringLiteral("model.family");
    return schemaFor(spec.completed(runFields()).text(key));
}

QList<FieldProblem> checkSpec(const RunSpec& spec)
{
    const QList<FieldSchema> schema = schemaFor(spec);
    QList<FieldProblem> problems = spec.check(schema);
    if (problems.isEmpty()) {
        checkTogether(spec.completed(schema), problems);
        checkPatterns(spec.completed(schema), problems);
    }
    return problems;
}

models::Config modelConfig(const RunSpec& spec)
{
    models::Config config;
    const models::Family* family = models::findFamily(spec.text(QStringLiteral("model.family")).toStdString());
    if (!family)
        return config;
    for (const models::ConfigField& field : family->fields)
        if (const QString key = QString::fromStdString(field.key); spec.has(key))
            config.set(field.key, toConfigValue(spec.value(key), field.defaultValue));
    return models::withDefaults(family->fields, config);
}

} // namespace lb::experiments
