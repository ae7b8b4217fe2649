#include "engine/train/prepared_graph.h"

#include "engine/core/error.h"
#include "engine/graph/fused_node.h"
#include "engine/ops/fusion.h"

namespace lb::engine {

PreparedGraph prepareGraph(const Backend& backend, std::unique_ptr<Graph> graph, const std::vector<Value>& outputs,
                           std::vector<ValueId> external)
{
    PreparedGraph result{.graph = std::move(graph)};
    for (const Value& value : outputs)
        result.outputs.push_back(value.id());
    for (const StateUpdate& update : result.graph->stateUpdates())
        result.outputs.push_back(update.value);
    for (const StateUpdate& update : result.graph->carriedUpdates())
        result.outputs.push_back(update.value);
    if (backend.fusesNodes())
        fuse(*result.graph, result.outputs);
    const Graph& nodes = *result.graph;
    // Filled once, while other programs use the arena between runs.
    for (const Node& node : nodes.nodes())
        if (node.op == &constantOp())
            external.push_back(node.outputs.front());

    // Kernels come before the plan: only a prepared kernel knows its scratch. Dead nodes are found by a first plan.
    PlanRequest request{.outputs = result.outputs, .external = std::move(external), .scratch = {}};
    const MemoryPlan liveness = plan(nodes, request);
    result.tensorBytes = liveness.arenaBytes;
    result.kernels.resize(nodes.nodes().size());
    request.scratch.resize(nodes.nodes().size(), 0);
    for (const NodeId id : liveness.order) {
        const Node& node = nodes.node(id);
        const KernelFactory factory = backend.kernels().find(node.op->name);
        if (!factory)
            throw EngineError(ErrorKind::Unsupported,
                              "backend " + std::string(backend.name()) + " cannot run " + opText(node));
        result.kernels[static_cast<std::size_t>(id)] = factory(nodes, node);
        request.scratch[static_cast<std::size_t>(id)] = result.kernels[static_cast<std::size_t>(id)]->scratchBytes();
        result.flops += nodes.flops(id, id + 1);
    }
    result.plan = plan(nodes, request);
    return result;
}

} // namespace lb::engine
