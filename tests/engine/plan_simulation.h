#pragma once

#include "engine/graph/plan.h"

#include <string>

namespace lb::testing {

/// Runs a plan over 64-byte cells that hold names of tensors instead of numbers. Each node first soils its scratch,
/// then must find all its inputs whole, then writes its outputs; an input may be lost to output 0 only where the op
/// says so. Returns the first thing that is wrong, or an empty string. Shares no reasoning with the planner: it knows
/// no lifetimes.
std::string simulatePlan(const engine::Graph& graph, const engine::PlanRequest& request,
                         const engine::MemoryPlan& plan);

} // namespace lb::testing
