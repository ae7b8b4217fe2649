#include "models/layers/linear.h"

#include "engine/ops/linear.h"
#include "models/layers/initial_range.h"
#include "models/layers/spectral_norm.h"

namespace lb::models {

engine::Value Linear::operator()(engine::Value x, Mode mode) const
{
    engine::Graph& graph = x.graph();
    const engine::Scope scope(graph, m_name);
    const engine::Initializer initial = uniformInitial(m_settings.range, m_settings.inputs);
    const engine::Value weight = graph.parameter("weight", {m_settings.inputs, m_settings.outputs}, initial, x.dtype());
    const engine::Value bias =
        m_settings.hasBias ? graph.parameter("bias", {m_settings.outputs}, initial, x.dtype()) : engine::Value();
    return engine::linear(x, m_settings.isSpectral ? spectrallyNormalised(weight, mode) : weight, bias);
}

} // namespace lb::models
