#pragma once

#include "experiments/records/field_schema.h"
#include "experiments/records/result.h"

#include <optional>

namespace lb::experiments {

/// The field with this key; null when there is none. The pointer lives as long as `schema`.
const FieldSchema* findField(const QList<FieldSchema>& schema, const QString& key);

/// Reads a value as people type it: "1e-3", "true", "yes", "bn-vae". InvalidArgument when it does not fit the field.
Result<QJsonValue> parseFieldValue(const FieldSchema& field, const QString& text);

/// What is wrong with `value` for this field, if anything: kind, range, choice.
std::optional<FieldProblem> checkFieldValue(const FieldSchema& field, const QJsonValue& value);

/// The sentence for a key that is in no schema: names the nearest known one.
FieldProblem unknownFieldProblem(const QString& key, const QList<FieldSchema>& schema);

/// A value as people read it: "true", "0.001", "bn-vae". `parseFieldValue` reads it back.
QString fieldValueText(const QJsonValue& value);

} // namespace lb::experiments
