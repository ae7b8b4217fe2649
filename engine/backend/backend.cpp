#include "engine/backend/backend.h"

#include <algorithm>

namespace lb::engine {

std::vector<std::string> Backend::missing(const Graph& graph) const
{
    std::vector<std::string> result;
    for (const Node& node : graph.nodes()) {
        const std::string name(node.op->name);
        if (node.op->isLeaf || kernels().find(name) || std::find(result.begin(), result.end(), name) != result.end())
            continue;
        result.push_back(name);
    }
    return result;
}

} // namespace lb::engine
