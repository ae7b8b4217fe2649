#pragma once

#include "engine/graph/graph.h"

#include <cstddef>
#include <vector>

namespace lb::engine {

/// What to plan for. All spans are indexed by id and may be empty.
struct PlanRequest {
    /// Values whose content must survive until the end of the run; nodes that feed none of them are dropped.
    std::vector<ValueId> outputs;
    /// Values that live outside the arena (parameters, states, gradients bound to the optimizer's buffer).
    std::vector<ValueId> external;
    /// Scratch bytes by node id, as stated by prepared kernels.
    std::vector<std::size_t> scratch;
};

/// Where every tensor lives in one arena, known before anything runs.
struct MemoryPlan {
    static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
    static constexpr std::size_t kAlignment = 64;

    /// The nodes to run, in order: leaves, views and dead nodes are left out.
    std::vector<NodeId> order;
    /// By value id: byte offset in the arena, or kNowhere (external, dead).
    std::vector<std::size_t> offset;
    /// By value id: the value whose storage this one uses: itself, unless it is a view, overwrites its input, or will be
    /// overwritten by an external value, which is a later one.
    std::vector<ValueId> storage;
    /// By node id: byte offset of its scratch in the arena, or kNowhere.
    std::vector<std::size_t> scratchOffset;
    /// Size of the arena: the peak.
    std::size_t arenaBytes = 0;
    /// Sum of all tensors without any sharing: what a plan saves is the difference.
    std::size_t unsharedBytes = 0;
};

/// Lifetimes to offsets, greedy by size (largest first, lowest free offset). Deterministic. Pure.
MemoryPlan plan(const Graph& graph, const PlanRequest& request);

} // namespace lb::engine
