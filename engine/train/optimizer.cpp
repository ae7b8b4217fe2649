#include "engine/train/optimizer.h"

#include "engine/core/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>

namespace lb::engine {

namespace {

using Kind = OptimizerSettings::Kind;

void require(bool holds, const char* rule, double got)
{
    if (!holds)
        throw EngineError(ErrorKind::InvalidArgument,
                          std::string("optimizer: ") + rule + ", got " + std::to_string(got));
}

/// Bias correction in double, with the betas as the kernel has them: 1 - 0.999F differs from 1 - 0.999 by 1.3e-5 of
/// itself, and at the first updates only a matching correction cancels that.
AdamSettings adamSettings(const OptimizerSettings& settings, std::int64_t update, double rate)
{
    AdamSettings result{.beta1 = static_cast<float>(settings.beta1), .beta2 = static_cast<float>(settings.beta2)};
    const auto steps = static_cast<double>(update);
    const double first = 1.0 - std::pow(static_cast<double>(result.beta1), steps);
    const double second = std::sqrt(1.0 - std::pow(static_cast<double>(result.beta2), steps));
    result.rate = static_cast<float>(rate * second / first);
    result.epsilon = static_cast<float>(settings.epsilon * second);
    return result;
}

} // namespace

Optimizer::Optimizer(ParameterStore& store, OptimizerSettings settings)
    : m_store(store)
    , m_settings(settings)
{
    require(settings.momentum >= 0 && settings.momentum < 1, "momentum must be in [0, 1)", settings.momentum);
    require(settings.beta1 >= 0 && settings.beta1 < 1, "beta1 must be in [0, 1)", settings.beta1);
    require(settings.beta2 >= 0 && settings.beta2 < 1, "beta2 must be in [0, 1)", settings.beta2);
    // Also for the gaps between tensors: with an epsilon of 0 their update would be 0 / 0.
    require(settings.epsilon >= 1e-30 && settings.epsilon < 1, "epsilon must be in [1e-30, 1)", settings.epsilon);
    require(settings.weightDecay >= 0 && std::isfinite(settings.weightDecay), "weight decay must not be negative",
            settings.weightDecay);
    require(settings.clipNorm >= 0 && std::isfinite(settings.clipNorm), "the clip norm must not be negative",
            settings.clipNorm);
    store.reserveSlots([state = settings.state()](const ParameterStore::Tensor& tensor) {
        return optimizerSlots(state, tensor.shape);
    });
}

UpdateReport Optimizer::step(std::int64_t update, double rate)
{
    require(update >= 1, "updates count from 1", static_cast<double>(update));
    require(std::isfinite(rate), "the learning rate must be finite", rate);
    UpdateReport report;
    report.gradientNorm =
        std::sqrt(m_store.backend().optimizerKernels().sumOfSquares(m_store.gradients(), m_store.trainableFloats()));
    report.isFinite = std::isfinite(report.gradientNorm);
    if (!report.isFinite)
        return report;

    const bool isClipped = m_settings.clipNorm > 0 && report.gradientNorm > m_settings.clipNorm;
    const auto scale = static_cast<float>(isClipped ? m_settings.clipNorm / report.gradientNorm : 1.0);
    if (m_settings.kind == Kind::Lamb || m_settings.kind == Kind::AdaFactor)
        stepTensors(update, rate, scale);
    else
        stepFlat(update, rate, scale);
    return report;
}

void Optimizer::stepFlat(std::int64_t update, double rate, float scale)
{
    const OptimizerKernels& kernels = m_store.backend().optimizerKernels();
    const auto decay = static_cast<float>(m_settings.weightDecay);
    const std::array<UpdateSlice, 2> slices = m_store.slices();
    for (std::size_t i = 0; i < slices.size(); ++i) {
        if (slices[i].count == 0)
            continue;
        const bool decays = i == 0;
        if (m_settings.kind == Kind::Sgd) {
            kernels.sgd(slices[i], {.rate = static_cast<float>(rate),
                                    .momentum = static_cast<float>(m_settings.momentum),
                                    .decay = decays ? decay : 0,
                                    .gradientScale = scale});
            continue;
        }
        AdamSettings adam = adamSettings(m_settings, update, rate);
        adam.gradientScale = scale;
        if (decays && m_settings.kind == Kind::AdamW)
            adam.decoupledDecay = static_cast<float>(rate * m_settings.weightDecay);
        else if (decays)
            adam.decay = decay;
        kernels.adam(slices[i], adam);
    }
}

void Optimizer::stepTensors(std::int64_t update, double rate, float scale)
{
    const OptimizerKernels& kernels = m_store.backend().optimizerKernels();
    for (const ParameterStore::Tensor& tensor : m_store.tensors()) {
        if (!tensor.trainable || tensor.count() == 0)
            continue;
        const UpdateSlice slice = m_store.slice(tensor);
        const double decay = tensor.decays ? m_settings.weightDecay : 0.0;
        if (m_settings.kind == Kind::Lamb) {
            LambSettings lamb{.adam = adamSettings(m_settings, update, 1.0),
                              .rate = static_cast<float>(rate),
                              .decay = static_cast<float>(decay),
                              .isAdapted = tensor.decays};
            lamb.adam.gradientScale = scale;
            kernels.lamb(slice, lamb);
            continue;
        }
        const auto axes = factoredAxes(tensor.shape);
        FactoredSlice factored{slice.parameter, slice.gradient, slice.slot0, slice.slot1, axes.has_value(), {}};
        factored.extents = axes ? *axes : std::array<std::int64_t, 5>{tensor.count(), 1, 1, 1, 1};
        kernels.adafactor(factored, {.rate = static_cast<float>(rate),
                                     .beta1 = static_cast<float>(m_settings.momentum),
                                     .beta2 = static_cast<float>(1.0 - std::pow(static_cast<double>(update), -0.8)),
                                     .decoupledDecay = static_cast<float>(rate * decay),
                                     .gradientScale = scale});
    }
}

} // namespace lb::engine
