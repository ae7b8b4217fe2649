#pragma once

#include "engine/graph/op.h"

#include <vector>

namespace lb::engine {

/// Every op that can stand in a graph, leaves left out: what a complete backend has kernels for.
std::vector<const OpDef*> allOps();

} // namespace lb::engine
