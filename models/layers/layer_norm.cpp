#include "models/layers/layer_norm.h"

#include "engine/ops/norm.h"

namespace lb::models {

engine::Value LayerNorm::operator()(engine::Value x) const
{
    engine::Graph& graph = x.graph();
    const engine::Scope scope(graph, m_name);
    const engine::Shape width{x.shape()[-1]};
    const engine::Initializer one{.kind = engine::Initializer::Kind::Constant, .scale = 1.0};
    return engine::layerNorm(x, graph.parameter("scale", width, one, x.dtype()),
                             graph.parameter("shift", width, {}, x.dtype()), m_epsilon);
}

} // namespace lb::models
