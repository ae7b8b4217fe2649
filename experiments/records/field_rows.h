#pragma once

#include "experiments/records/field_schema.h"

#include <initializer_list>

namespace lb::experiments {

/// A row of the tables of fields. `choices` are separated by '|'; for text fields they are suggestions. `condition` is
/// "key=value|value". Labels, units and help are translated where they are shown, in the context "Field".
struct FieldRow {
    const char* key;
    FieldSchema::Kind kind;
    const char* label;
    QJsonValue defaultValue;
    double minimum = -std::numeric_limits<double>::max();
    double maximum = std::numeric_limits<double>::max();
    const char* choices = "";
    const char* unit = "";
    const char* help = "";
    const char* condition = "";
    const char* zero = ""; ///< FieldSchema::zeroText
    bool isLive = false;
};

QList<FieldSchema> fieldsOf(const char* section, std::initializer_list<FieldRow> rows);

/// Parts of `runFields()`.
QList<FieldSchema> optimizerFields();
QList<FieldSchema> trainFields();

} // namespace lb::experiments
