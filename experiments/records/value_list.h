#pragma once

#include "experiments/records/field_schema.h"
#include "experiments/records/result.h"

namespace lb::experiments {

/// No more values in one field, seeds, or runs of one grid than this: nobody means more, a slip of the keyboard does.
inline constexpr qsizetype kMostGridRuns = 1000;

/// The values that somebody typed into a field: one ("1e-3"), a list ("0.5, 0.6, 0.7"), a range ("0.1..0.9 step 0.2",
/// both ends included; whole numbers go by 1 without a step), or a list with ranges in it. At least one, each once.
/// Ranges are for numbers; text fields take one value, because a comma may be part of it. InvalidArgument with one
/// sentence that names the field and the value.
Result<QList<QJsonValue>> parseFieldValues(const FieldSchema& field, const QString& text);

/// "7", "1, 4, 9", "1-3", "1..3", "1 to 3": those seeds; "3 seeds": 1, 2, 3. InvalidArgument as above.
Result<QList<qint64>> parseSeeds(const QString& text);

} // namespace lb::experiments
