#include "models/layers/batch_norm.h"

#include "engine/core/error.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/layout.h"
#include "engine/ops/norm.h"

namespace lb::models {

using engine::Initializer;
using engine::Value;

BatchNorm::Output BatchNorm::normaliseByBatch(Value x, Value runningMean, Value runningVariance) const
{
    const std::int64_t rows = x.shape()[0];
    if (rows < 2)
        throw engine::ShapeError(
            "batch size",
            "batch normalisation cannot train on batches of " + std::to_string(rows) +
                " row, because one row has no variance. Set the batch size to 8 or more, or choose a latent without "
                "batch norm (ae, vae).");
    const engine::BatchNormOutputs batch = engine::batchNorm(x, m_settings.epsilon);
    const double momentum = m_settings.momentum;
    const double unbiased = static_cast<double>(rows) / static_cast<double>(rows - 1);
    x.graph().updateState(runningMean, (1.0 - momentum) * runningMean + momentum * batch.mean);
    x.graph().updateState(runningVariance, (1.0 - momentum) * runningVariance + momentum * unbiased * batch.variance);
    return {batch.y, batch.variance};
}

BatchNorm::Output BatchNorm::operator()(Value x, Mode mode) const
{
    engine::Graph& graph = x.graph();
    const engine::Scope scope(graph, m_name);
    const engine::Shape width{m_settings.features};
    const auto constant = [](double number) {
        return Initializer{.kind = Initializer::Kind::Constant, .scale = number};
    };
    const Value runningMean = graph.state("running_mean", width, constant(0.0), x.dtype());
    const Value runningVariance = graph.state("running_variance", width, constant(1.0), x.dtype());
    Output result;
    if (mode == Mode::Training)
        result = normaliseByBatch(x, runningMean, runningVariance);
    else
        result = {(x - runningMean) / engine::sqrt(runningVariance + m_settings.epsilon), runningVariance};
    if (m_settings.fixedScale)
        result.y = result.y * graph.frozenParameter("scale", width, constant(*m_settings.fixedScale), x.dtype());
    if (m_settings.hasScale)
        result.y = result.y * graph.parameter("scale", width, constant(1.0), x.dtype());
    if (m_settings.hasShift)
        result.y = result.y + graph.parameter("shift", width, constant(0.0), x.dtype());
    return result;
}

Value BatchNorm::overChannels(Value x, Mode mode) const
{
    const auto dims = x.shape().dims();
    const Value y = (*this)(engine::reshape(x, {-1, m_settings.features}), mode).y;
    return engine::reshape(y, {dims.begin(), dims.end()});
}

} // namespace lb::models
