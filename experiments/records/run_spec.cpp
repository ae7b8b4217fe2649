#include "experiments/records/run_spec.h"

#include "experiments/records/field_values.h"

namespace lb::experiments {

namespace {

const QString kVersionKey = QStringLiteral("version");

void insertNested(QJsonObject& object, const QStringList& path, const QJsonValue& value)
{
    if (path.size() == 1) {
        object.insert(path.first(), value);
        return;
    }
    QJsonObject child = object.value(path.first()).toObject();
    insertNested(child, path.mid(1), value);
    object.insert(path.first(), child);
}

void flatten(const QString& prefix, const QJsonObject& object, RunSpec& spec)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString key = prefix.isEmpty() ? it.key() : prefix + QLatin1Char('.') + it.key();
        if (it->isObject())
            flatten(key, it->toObject(), spec);
        else
            spec.set(key, *it);
    }
}

} // namespace

Result<void> RunSpec::setFromText(const QString& key, const QString& text, const QList<FieldSchema>& schema)
{
    const FieldSchema* field = findField(schema, key);
    if (!field)
        return fail(ErrorKind::InvalidArgument, unknownFieldProblem(key, schema).sentence);
    const auto value = parseFieldValue(*field, text);
    if (!value)
        return tl::unexpected(value.error());
    set(key, *value);
    return {};
}

QJsonObject RunSpec::toJson() const
{
    QJsonObject json;
    json.insert(kVersionKey, kVersion);
    for (auto it = m_fields.begin(); it != m_fields.end(); ++it)
        insertNested(json, it.key().split(QLatin1Char('.')), it.value());
    return json;
}

Result<RunSpec> RunSpec::fromJson(const QJsonObject& json)
{
    const QJsonValue version = json.value(kVersionKey);
    if (!version.isDouble() || version.toInteger(-1) < 1)
        return fail(ErrorKind::Corrupt,
                    QStringLiteral("This is not a run's specification: it has no \"version\" number of 1 or more."));
    if (version.toInteger() > kVersion)
        return fail(ErrorKind::Newer,
                    QStringLiteral("The specification has version %1; this program knows versions up to %2.")
                        .arg(version.toInteger())
                        .arg(kVersion));
    RunSpec spec;
    QJsonObject fields = json;
    fields.remove(kVersionKey);
    flatten({}, fields, spec);
    return spec;
}

QList<FieldProblem> RunSpec::check(const QList<FieldSchema>& schema) const
{
    QList<FieldProblem> problems;
    for (auto it = m_fields.begin(); it != m_fields.end(); ++it) {
        const FieldSchema* field = findField(schema, it.key());
        if (!field)
            problems.append(unknownFieldProblem(it.key(), schema));
        else if (const auto wrong = checkFieldValue(*field, it.value()))
            problems.append(*wrong);
    }
    return problems;
}

RunSpec RunSpec::completed(const QList<FieldSchema>& schema) const
{
    RunSpec complete = *this;
    for (const FieldSchema& field : schema)
        if (!complete.has(field.key))
            complete.set(field.key, field.defaultValue);
    return complete;
}

QString RunSpec::modelKind() const
{
    return text(QStringLiteral("model.family")).startsWith(QStringLiteral("language-"))
               ? QStringLiteral("language")
               : text(QStringLiteral("latent.kind"));
}

QStringList RunSpec::differences(const RunSpec& other) const
{
    QStringList keys;
    for (auto it = m_fields.begin(); it != m_fields.end(); ++it)
        if (!other.has(it.key()) || other.value(it.key()) != it.value())
            keys.append(it.key());
    for (auto it = other.m_fields.begin(); it != other.m_fields.end(); ++it)
        if (!has(it.key()))
            keys.append(it.key());
    keys.sort();
    return keys;
}

} // namespace lb::experiments
