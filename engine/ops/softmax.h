#pragma once

#include "engine/graph/graph.h"

namespace lb::engine {

/// "softmax" over the last axis, with the maximum removed first.
Value softmax(Value x);
/// "log_softmax" over the last axis.
Value logSoftmax(Value x);

} // namespace lb::engine
