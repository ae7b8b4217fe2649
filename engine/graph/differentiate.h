#pragma once

#include "engine/graph/graph.h"

#include <cstdint>
#include <vector>

namespace lb::engine {

/// What the backward pass may read of the forward pass. Leaves can always be read.
struct KeepPolicy {
    enum class Kind {
        Everything, ///< no recomputation
        /// Values of ops that cost more to compute than to keep (kCostlyFlopsPerByte and more), and block inputs; of
        /// the rest, elementwise ops for the most part, nothing.
        Costly,
        /// Every `stride`-th value marked with Graph::markBlockInput, and all that comes after the last of them:
        /// backward begins there, so that keeping it takes no memory that computing it again would not.
        BlockInputs,
        Listed, ///< only the values in `values`
    };
    static constexpr std::int64_t kCostlyFlopsPerByte = 4;

    Kind kind = Kind::Everything;
    std::vector<Value> values; ///< Listed
    int stride = 1;            ///< BlockInputs; 1 or more
    bool operator==(const KeepPolicy&) const = default;
};

/// Appends the backward pass of the scalar `loss` to its graph and returns d loss / d wrt[i], null where the loss does
/// not depend on wrt[i]. The returned values are distinct and no leaves. Where `keep` says no, backward reads a clone
/// of the forward node, recorded just before its reader. A cloned random node keeps its random site, so it repeats its
/// numbers. Throws ShapeError if `loss` is not a scalar and EngineError if an op on the path has no gradient rule.
std::vector<Value> differentiate(Value loss, const std::vector<Value>& wrt, const KeepPolicy& keep = {});

/// The trainable parameters of a graph, in recording order: the usual `wrt`.
std::vector<Value> trainableParameters(Graph& graph);

} // namespace lb::engine
