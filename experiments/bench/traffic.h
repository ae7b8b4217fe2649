#pragma once

#include "engine/train/program.h"

namespace lb::experiments {

/// Bytes that one run of a program moves at least: every node that runs reads its inputs and writes its outputs once.
/// Reshapes move nothing; what stays in caches counts.
inline std::int64_t trafficOf(const engine::Program& program)
{
    const engine::Graph& graph = program.graph();
    std::size_t bytes = 0;
    for (const engine::NodeId id : program.memoryPlan().order) {
        const engine::Node& node = graph.node(id);
        if (std::string_view(node.op->name) == "reshape")
            continue;
        for (const engine::ValueId value : node.inputs)
            bytes += graph.typeOf(value).bytes();
        for (const engine::ValueId value : node.outputs)
            bytes += graph.typeOf(value).bytes();
    }
    return static_cast<std::int64_t>(bytes);
}

} // namespace lb::experiments
