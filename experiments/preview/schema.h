#pragma once

#include "experiments/records/field_schema.h"
#include "experiments/records/run_spec.h"
#include "models/families/config.h"

namespace lb::experiments {

/// All fields of a run with this model family: the run's own, then the family's. Unknown family: the run's own alone.
QList<FieldSchema> schemaFor(const QString& family);
/// The schema of the family that the spec names (or the default family).
QList<FieldSchema> schemaFor(const RunSpec& spec);

/// All problems of a spec at once: each field by itself, then fields that contradict each other (a batch norm over one
/// row, more neighbours than rows, more cycles than steps).
QList<FieldProblem> checkSpec(const RunSpec& spec);

/// The family's settings of a complete spec.
models::Config modelConfig(const RunSpec& spec);

} // namespace lb::experiments
