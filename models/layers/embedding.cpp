#include "models/layers/embedding.h"

#include "engine/ops/index.h"
#include "engine/ops/layout.h"

namespace lb::models {

engine::Value Embedding::table(engine::Graph& graph) const
{
    const engine::Scope scope(graph, m_name);
    return graph.parameter("table", {m_settings.rows, m_settings.width},
                           {.kind = engine::Initializer::Kind::Uniform, .scale = m_settings.range}, m_settings.dtype);
}

engine::Value Embedding::operator()(engine::Value indices) const
{
    return engine::gatherRows(table(indices.graph()), indices);
}

engine::Value Embedding::row(engine::Graph& graph, std::int64_t index) const
{
    return engine::slice(table(graph), 0, index, index + 1);
}

} // namespace lb::models
