#include "models/layers/batch_norm.h"

#include "engine/core/error.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/layout.h"
#include "engine/ops/norm.h"

namespace lb::models {

using engine::Initializer;
using engine::Value;

namespace {

Initializer constant(double number)
{
    return {.kind = Initializer::Kind::Constant, .scale = number};
}

} // namespace

Value BatchNorm::runningMean(Value x) const
{
    return x.graph().state("running_mean", {m_settings.features}, constant(0.0), x.dtype());
}

Value BatchNorm::runningVariance(Value x) const
{
    return x.graph().state("running_variance", {m_settings.features}, constant(1.0), x.dtype());
}

Value BatchNorm::scale(Value x) const
{
    return x.graph().parameter("scale", {m_settings.features}, constant(1.0), x.dtype());
}

Value BatchNorm::shift(Value x) const
{
    return x.graph().parameter("shift", {m_settings.features}, constant(0.0), x.dtype());
}

void BatchNorm::updateStatistics(Value x, Value batchMean, Value batchVariance) const
{
    const double momentum = m_settings.momentum;
    const auto rows = static_cast<double>(x.shape()[0]);
    const double unbiased = rows / (rows - 1.0);
    const Value mean = runningMean(x);
    const Value variance = runningVariance(x);
    x.graph().updateState(mean, (1.0 - momentum) * mean + momentum * batchMean);
    x.graph().updateState(variance, (1.0 - momentum) * variance + momentum * unbiased * batchVariance);
}

BatchNorm::Output BatchNorm::scaledAndShifted(const Output& unit) const
{
    Output result = unit;
    if (m_settings.fixedScale)
        result.y = result.y * result.y.graph().frozenParameter("scale", {m_settings.features},
                                                               constant(*m_settings.fixedScale), result.y.dtype());
    if (m_settings.hasScale)
        result.y = result.y * scale(result.y);
    if (m_settings.hasShift)
        result.y = result.y + shift(result.y);
    return result;
}

BatchNorm::Output BatchNorm::byBatch(Value x, bool hasRelu) const
{
    const std::int64_t rows = x.shape()[0];
    if (rows < 2)
        throw engine::ShapeError(
            "batch size",
            "batch normalisation cannot train on batches of " + std::to_string(rows) +
                " row, because one row has no variance. Set the batch size to 8 or more, or choose a latent without "
                "batch norm (ae, vae).");
    const bool isAffine = m_settings.hasScale && m_settings.hasShift;
    const engine::BatchNormOutputs batch = isAffine
                                               ? engine::batchNorm(x, scale(x), shift(x), m_settings.epsilon, hasRelu)
                                               : engine::batchNorm(x, m_settings.epsilon);
    updateStatistics(x, batch.mean, batch.variance);
    if (isAffine)
        return {batch.y, batch.variance};
    Output result = scaledAndShifted({batch.y, batch.variance});
    if (hasRelu)
        result.y = engine::relu(result.y);
    return result;
}

BatchNorm::Output BatchNorm::byRunningStatistics(Value x) const
{
    const Value variance = runningVariance(x);
    return scaledAndShifted({(x - runningMean(x)) / engine::sqrt(variance + m_settings.epsilon), variance});
}

BatchNorm::Output BatchNorm::normalised(Value x, Mode mode, bool hasRelu) const
{
    const engine::Scope scope(x.graph(), m_name);
    if (mode == Mode::Training)
        return byBatch(x, hasRelu);
    Output result = byRunningStatistics(x);
    if (hasRelu)
        result.y = engine::relu(result.y);
    return result;
}

BatchNorm::Output BatchNorm::operator()(Value x, Mode mode) const
{
    return normalised(x, mode, false);
}

Value BatchNorm::reluOverChannels(Value x, Mode mode) const
{
    const auto dims = x.shape().dims();
    const Value y = normalised(engine::reshape(x, {-1, m_settings.features}), mode, true).y;
    return engine::reshape(y, {dims.begin(), dims.end()});
}

} // namespace lb::models
