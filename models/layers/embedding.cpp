#include "models/layers/embedding.h"

#include "engine/ops/index.h"
#include "engine/ops/layout.h"
#include "models/layers/initial_range.h"

namespace lb::models {

engine::Value Embedding::table(engine::Graph& graph) const
{
    const engine::Scope scope(graph, m_name);
    const engine::Initializer initial =
        m_settings.deviation > 0
            ? normalInitial(m_settings.deviation)
            : engine::Initializer{.kind = engine::Initializer::Kind::Uniform, .scale = m_settings.range};
    return graph.parameter("table", {m_settings.rows, m_settings.width}, initial, m_settings.dtype);
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
