#pragma once

#include "experiments/records/run_grid.h"

#include <QMap>

#include <optional>

namespace lb::experiments {

/// The field is used while the one it depends on has one of the values it names, and is used itself.
bool isFieldUsed(const FieldSchema& field, const RunSpec& spec, const QList<FieldSchema>& schema);

/// Rarely changed: forms fold it away until it differs from what it is compared with.
bool isAdvancedField(const FieldSchema& field);

/// A run, or a grid of runs, while somebody composes it: a base (a preset, another run) and the texts typed over it.
/// Knows what is changed, what is wrong and what comes of it. A value type, no widgets.
class RunDraft {
public:
    /// Begins anew from `base`; what was typed is forgotten. Absent fields have their defaults.
    void start(const RunSpec& base, const QList<FieldSchema>& schema);
    /// Other fields, because the model's family changed; what was typed stays where the field still exists.
    void setSchema(const QList<FieldSchema>& schema);
    /// Types what makes the draft's spec this one, over the same base: JSON from elsewhere.
    void setSpec(const RunSpec& spec);

    const QList<FieldSchema>& schema() const { return m_schema; }
    const RunSpec& base() const { return m_base; }

    QString text(const QString& key) const; ///< as typed, else the base's value
    void setText(const QString& key, const QString& text);
    void reset(const QString& key) { m_typed.remove(key); }
    void resetAll() { m_typed.clear(); }

    /// The first value of each field. Where a text cannot be read the base's value stands in.
    RunSpec spec() const;
    /// With all values of the fields that have several, and all seeds.
    RunGrid grid() const;
    bool isUsed(const FieldSchema& field) const;
    bool isChanged(const QString& key) const;
    QStringList changed() const; ///< keys of used fields whose values are not the base's, in the schema's order
    /// What is wrong with a used field's text: one sentence.
    std::optional<QString> problem(const QString& key) const;
    QList<FieldProblem> problems() const;

private:
    struct Typed {
        QString text;
        QList<QJsonValue> values; ///< empty: it cannot be read
        QString problem;
    };
    QList<QJsonValue> valuesOf(const QString& key) const;

    RunSpec m_base;
    QList<FieldSchema> m_schema;
    QMap<QString, Typed> m_typed;
};

} // namespace lb::experiments
