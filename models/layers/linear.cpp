#include "models/layers/linear.h"

#include "engine/ops/linear.h"
#include "models/layers/initial_range.h"
#include "models/layers/spectral_norm.h"

namespace lb::models {

engine::OutputLayer Linear::layer(engine::Graph& graph, engine::DType dtype) const
{
    const engine::Scope scope(graph, m_name);
    const bool isNormal = m_settings.deviation > 0;
    const engine::Initializer uniform = uniformInitial(m_settings.range, m_settings.inputs);
    const engine::Initializer initial = isNormal ? normalInitial(m_settings.deviation) : uniform;
    engine::OutputLayer result{graph.parameter("weight", {m_settings.inputs, m_settings.outputs}, initial, dtype)};
    if (m_settings.hasBias)
        result.bias = graph.parameter("bias", {m_settings.outputs}, isNormal ? engine::Initializer{} : uniform, dtype);
    return result;
}

engine::Value Linear::operator()(engine::Value x, Mode mode) const
{
    const engine::OutputLayer own = layer(x.graph(), x.dtype());
    if (!m_settings.isSpectral)
        return engine::linear(x, own.weight, own.bias);
    const engine::Scope scope(x.graph(), m_name);
    return engine::linear(x, spectrallyNormalised(own.weight, mode), own.bias);
}

} // namespace lb::models
