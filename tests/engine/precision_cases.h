#pragma once

#include "engine/graph/graph.h"

#include <functional>
#include <string>
#include <vector>

namespace lb::testing {

struct PrecisionCase {
    std::string name;
    std::function<engine::Value(engine::Graph&)> record;
    std::string op;
    bool readsProducts = false; ///< the op's operands are made of the graph's inputs by products with 1
};

/// Every product op whose marked inputs are inputs of the graph.
std::vector<PrecisionCase> precisionCases();
/// Gradients of ops that multiply what they made themselves: for rows, for weights.
std::vector<PrecisionCase> precisionGradientCases();

} // namespace lb::testing
