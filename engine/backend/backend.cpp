#include "engine/backend/backend.h"

#include <algorithm>

namespace lb::engine {

void Backend::pickRows(std::byte* data, std::size_t rowBytes, std::span<const std::int32_t> parents)
{
    std::vector<std::byte> before(rowBytes * parents.size());
    copyToHost(before.data(), data, before.size());
    for (std::size_t i = 0; i < parents.size(); ++i)
        if (static_cast<std::size_t>(parents[i]) != i)
            copyToDevice(data + i * rowBytes, before.data() + static_cast<std::size_t>(parents[i]) * rowBytes,
                         rowBytes);
}

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
