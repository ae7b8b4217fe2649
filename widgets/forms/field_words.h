#pragma once

#include "experiments/records/field_schema.h"

namespace lb::widgets {

/// Label, unit, help or section of a field in the user's language.
QString fieldWords(const QString& text);

/// What the field takes, for a tooltip: help, range, default, key, each on a line.
QString fieldHelp(const experiments::FieldSchema& field);

} // namespace lb::widgets
