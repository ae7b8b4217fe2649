#pragma once

#include "engine/graph/graph.h"

#include <vector>

namespace lb::engine {

/// What the backward pass may read of the forward pass.
struct KeepPolicy {
    enum class Kind {
        Everything,  ///< no recomputation
        BlockInputs, ///< only values marked with Graph::markBlockInput (and leaves); the rest is computed again
        Listed,      ///< only the values in `values` (and leaves)
    };
    Kind kind = Kind::Everything;
    std::vector<Value> values;
};

/// Appends the backward pass of the scalar `loss` to its graph and returns d loss / d wrt[i], null where the loss does
/// not depend on wrt[i]. The returned values are distinct and no leaves. Where `keep` says no, backward reads a clone
/// of the forward node, recorded just before its reader. A cloned random node keeps its random site, so it repeats its
/// numbers. Throws ShapeError if `loss` is not a scalar and EngineError if an op on the path has no gradient rule.
std::vector<Value> differentiate(Value loss, const std::vector<Value>& wrt, const KeepPolicy& keep = {});

/// The trainable parameters of a graph, in recording order: the usual `wrt`.
std::vector<Value> trainableParameters(Graph& graph);

} // namespace lb::engine
