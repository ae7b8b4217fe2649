#pragma once

#include "experiments/records/field_schema.h"
#include "experiments/records/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QMap>
#include <QString>

namespace lb::experiments {

/// Complete, versioned description of a run; equal specs give equal runs. A flat map of dotted keys; the JSON form
/// nests them ({"latent": {"size": 16}}). Absent keys have their field's default. A value type.
class RunSpec {
public:
    static constexpr int kVersion = 1;

    bool has(const QString& key) const { return m_fields.contains(key); }
    QJsonValue value(const QString& key) const { return m_fields.value(key); }
    QString text(const QString& key) const { return m_fields.value(key).toString(); }
    qint64 integer(const QString& key) const { return m_fields.value(key).toInteger(); }
    double real(const QString& key) const { return m_fields.value(key).toDouble(); }
    bool boolean(const QString& key) const { return m_fields.value(key).toBool(); }
    void set(const QString& key, const QJsonValue& value) { m_fields.insert(key, value); }
    const QMap<QString, QJsonValue>& fields() const { return m_fields; }

    /// Parses `text` by the field's kind ("1e-3", "true", "bn-vae") and sets it. InvalidArgument with a sentence that
    /// names the nearest known key for an unknown one.
    Result<void> setFromText(const QString& key, const QString& text, const QList<FieldSchema>& schema);

    QJsonObject toJson() const;
    /// Corrupt when it is not a spec, Newer when its version is higher. Unknown keys are kept, for `check` to name.
    static Result<RunSpec> fromJson(const QJsonObject& json);

    /// All problems at once: unknown keys, wrong kinds, out of range, unknown choices.
    QList<FieldProblem> check(const QList<FieldSchema>& schema) const;
    /// With the defaults of all absent fields.
    RunSpec completed(const QList<FieldSchema>& schema) const;
    /// What the model is in one word, for colours and filters: its latent, or "language" for a model without codes.
    QString modelKind() const;
    /// Keys whose values differ.
    QStringList differences(const RunSpec& other) const;

    bool operator==(const RunSpec&) const = default;

private:
    QMap<QString, QJsonValue> m_fields;
};

} // namespace lb::experiments
