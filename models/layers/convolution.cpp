#include "models/layers/convolution.h"

#include "engine/ops/convolution.h"
#include "engine/ops/layout.h"
#include "models/layers/initial_range.h"
#include "models/layers/spectral_norm.h"

#include <algorithm>

namespace lb::models {

using engine::Value;

namespace {

Value biasOf(engine::Graph& graph, const ConvolutionSettings& settings, const engine::Initializer& initial,
             engine::DType dtype)
{
    return settings.hasBias ? graph.parameter("bias", {settings.outputs}, initial, dtype) : Value();
}

Value constrained(Value weight, const ConvolutionSettings& settings, Mode mode)
{
    return settings.isSpectral ? spectrallyNormalised(weight, mode) : weight;
}

} // namespace

Value Convolution::operator()(Value x, Mode mode) const
{
    engine::Graph& graph = x.graph();
    const engine::Scope scope(graph, m_name);
    const std::int64_t k = m_settings.kernel;
    const engine::Initializer initial = uniformInitial(0.0, k * k * m_settings.inputs);
    const Value weight = graph.parameter("weight", {k, k, m_settings.inputs, m_settings.outputs}, initial, x.dtype());
    return engine::conv2d(x, constrained(weight, m_settings, mode), biasOf(graph, m_settings, initial, x.dtype()),
                          {.stride = m_settings.stride, .padding = m_settings.padding});
}

Value TransposedConvolution::operator()(Value x, std::int64_t height, std::int64_t width, Mode mode) const
{
    engine::Graph& graph = x.graph();
    const engine::Scope scope(graph, m_name);
    const std::int64_t k = m_settings.kernel;
    const std::int64_t meeting = (k + m_settings.stride - 1) / m_settings.stride;
    const engine::Initializer initial = uniformInitial(0.0, meeting * meeting * m_settings.inputs);
    const Value weight = graph.parameter("weight", {k, k, m_settings.outputs, m_settings.inputs}, initial, x.dtype());
    const auto least = [&](int axis) { return (x.shape()[axis] - 1) * m_settings.stride - 2 * m_settings.padding + k; };
    // One output padding serves both axes; what is too much along one of them is cut.
    const std::int64_t extra = std::max(height - least(1), width - least(2));
    const Value y =
        engine::convTranspose2d(x, constrained(weight, m_settings, mode), biasOf(graph, m_settings, initial, x.dtype()),
                                {.stride = m_settings.stride, .padding = m_settings.padding, .outputPadding = extra});
    const Value rows = y.shape()[1] == height ? y : engine::slice(y, 1, 0, height);
    return rows.shape()[2] == width ? rows : engine::slice(rows, 2, 0, width);
}

} // namespace lb::models
