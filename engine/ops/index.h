#pragma once

#include "engine/graph/graph.h"

namespace lb::engine {

/// "gather_rows": table: [rows, width], indices: I32 [...] -> [..., width]. An index outside [0, rows) is a defect of
/// the batch and reads row 0 in release builds; batches are checked when they are made. Gradient: "scatter_rows" to the
/// table.
Value gatherRows(Value table, Value indices);

/// "scatter_rows" (attribute rows): the sum of `updates`: [..., width] into `rows` rows by `indices`; the adjoint of
/// gatherRows. Deterministic: rows are summed in the order of the indices.
Value scatterRows(Value updates, Value indices, std::int64_t rows);

} // namespace lb::engine
