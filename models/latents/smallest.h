#pragma once

#include "engine/graph/graph.h"

namespace lb::models {

/// The smallest element of x: [n], as a scalar, exact. Folds halves with comparisons; for logging, not differentiable.
engine::Value smallest(engine::Value x);

} // namespace lb::models
