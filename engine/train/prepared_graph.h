#pragma once

#include "engine/backend/backend.h"
#include "engine/graph/graph.h"
#include "engine/graph/plan.h"

#include <memory>
#include <vector>

namespace lb::engine {

/// A graph with its kernels and the places of its tensors, before any of its memory is taken: what a plan is made of,
/// and what a Program runs.
struct PreparedGraph {
    std::unique_ptr<Graph> graph;
    std::vector<ValueId> outputs;                 ///< readable after a run, state updates among them
    std::vector<std::unique_ptr<Kernel>> kernels; ///< by node id; null for what does not run
    MemoryPlan plan;
    std::size_t tensorBytes = 0; ///< of plan.arenaBytes: what it would be if no kernel wanted scratch
    std::int64_t flops = 0;      ///< of one run
};

/// `external`: values that live outside of the arena. Constants do too. Throws EngineError(Unsupported) when the
/// backend has no kernel for a node that runs.
PreparedGraph prepareGraph(const Backend& backend, std::unique_ptr<Graph> graph, const std::vector<Value>& outputs,
                           std::vector<ValueId> external);

} // namespace lb::engine
