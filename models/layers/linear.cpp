#include "models/layers/linear.h"

#include "engine/ops/linear.h"
#include "models/layers/initial_range.h"
#include "models/layers/spectral_norm.h"

namespace lb::models {

engine::Value Linear::operator()(engine::Value x, Mode mode) const
{
    engine::Graph& graph = x.graph();
    const engine::Scope scope(graph, m_name);
    const bool isNormal = m_settings.deviation > 0;
    const engine::Initializer uniform = uniformInitial(m_settings.range, m_settings.inputs);
    const engine::Initializer initial = isNormal ? normalInitial(m_settings.deviation) : uniform;
    const engine::Value weight = graph.parameter("weight", {m_settings.inputs, m_settings.outputs}, initial, x.dtype());
    const engine::Value bias =
        m_settings.hasBias
            ? graph.parameter("bias", {m_settings.outputs}, isNormal ? engine::Initializer{} : uniform, x.dtype())
            : engine::Value();
    return engine::linear(x, m_settings.isSpectral ? spectrallyNormalised(weight, mode) : weight, bias);
}

} // namespace lb::models
