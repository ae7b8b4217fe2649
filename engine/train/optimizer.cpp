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
    require(settings.average >= 0 && settings.average < 1, "the average's decay must be in [0, 1)", settings.average);
    require(settings.lookahead >= 0, "Lookahead's steps must not be negative", static_cast<double>(settings.lookahead));
    require(settings.lookaheadWeight > 0 && settings.lookaheadWeight <= 1, "Lookahead's weight must be in (0, 1]",
            settings.lookaheadWeight);
    for (const UpdateRules::Rate& rate : settings.rules.rates)
        require(rate.factor >= 0 && std::isfinite(rate.factor), "a rate's factor must not be negative", rate.factor);
    m_groups = updateGroups(store, settings.rules);
    m_squares = store.backend().allocate(sizeof(double));
    if (settings.accumulates)
        store.reserveGradientSum();
    store.reserveSlots([state = settings.state()](const ParameterStore::Tensor& tensor) {
        return optimizerSlots(state, tensor.shape);
    });
}

HostCopy Optimizer::startNorm()
{
    m_store.backend().optimizerKernels().sumOfSquares(m_store.gradients(), m_store.trainableFloats(),
                                                      reinterpret_cast<double*>(m_squares->data()));
    return {.host = &m_squaresRead, .device = m_squares->data(), .bytes = sizeof m_squaresRead};
}

UpdateReport Optimizer::step(const UpdateRequest& request)
{
    require(request.update >= 1, "updates count from 1", static_cast<double>(request.update));
    require(std::isfinite(request.rate), "the learning rate must be finite", request.rate);
    if (!request.isNormRead) {
        const HostCopy norm = startNorm();
        m_store.backend().copyToHost(norm.host, norm.device, norm.bytes);
    }
    UpdateReport report;
    report.gradientNorm = request.gradientScale * std::sqrt(m_squaresRead);
    report.isFinite = std::isfinite(report.gradientNorm);
    if (!report.isFinite)
        return report;

    const bool isClipped = m_settings.clipNorm > 0 && report.gradientNorm > m_settings.clipNorm;
    const auto scale =
        static_cast<float>(request.gradientScale * (isClipped ? m_settings.clipNorm / report.gradientNorm : 1.0));
    const bool isWhole = request.part != UpdatePart::Encoder;
    if (isWhole && request.update == 1)
        beginCopies();
    for (const UpdateGroup& group : m_groups) {
        if (!group.isPartOf(request.part))
            continue;
        const bool isAhead = !group.isDecoder && request.encoderUpdate > 0;
        const std::int64_t update = isAhead ? request.encoderUpdate : request.update;
        const double rate = request.rate * group.rateFactor;
        if (m_settings.kind == Kind::Lamb || m_settings.kind == Kind::AdaFactor)
            stepTensors(group, update, rate, scale);
        else
            stepFlat(group, update, rate, scale);
    }
    if (isWhole)
        follow(request.update);
    return report;
}

/// The average and Lookahead's slow parameters begin as the parameters are.
void Optimizer::beginCopies()
{
    const OptimizerKernels& kernels = m_store.backend().optimizerKernels();
    const UpdateSlice all = m_store.flat(0, m_store.trainableFloats());
    for (const int slot : {kAverageSlot, kSlowSlot})
        if (float* const copy = m_store.slotBuffer(slot))
            kernels.blend(copy, all.parameter, 1.0F, all.count);
}

void Optimizer::follow(std::int64_t update)
{
    const OptimizerKernels& kernels = m_store.backend().optimizerKernels();
    const UpdateSlice all = m_store.flat(0, m_store.trainableFloats());
    if (float* const slow = m_store.slotBuffer(kSlowSlot); slow && update % m_settings.lookahead == 0)
        kernels.lookahead(all.parameter, slow, static_cast<float>(m_settings.lookaheadWeight), all.count);
    if (float* const average = m_store.slotBuffer(kAverageSlot))
        kernels.blend(average, all.parameter, static_cast<float>(1.0 - m_settings.average), all.count);
}

void Optimizer::stepFlat(const UpdateGroup& group, std::int64_t update, double rate, float scale)
{
    const OptimizerKernels& kernels = m_store.backend().optimizerKernels();
    const double decay = group.decays ? m_settings.weightDecay : 0.0;
    const UpdateSlice slice = m_store.flat(group.begin, group.count);
    if (m_settings.kind == Kind::Sgd) {
        kernels.sgd(slice, {.rate = static_cast<float>(rate),
                            .momentum = static_cast<float>(m_settings.momentum),
                            .decay = static_cast<float>(decay),
                            .gradientScale = scale});
        return;
    }
    AdamSettings adam = adamSettings(m_settings, update, rate);
    adam.gradientScale = scale;
    if (m_settings.kind == Kind::AdamW)
        adam.decoupledDecay = static_cast<float>(rate * decay);
    else
        adam.decay = static_cast<float>(decay);
    kernels.adam(slice, adam);
}

void Optimizer::stepTensors(const UpdateGroup& group, std::int64_t update, double rate, float scale)
{
    const OptimizerKernels& kernels = m_store.backend().optimizerKernels();
    const double decay = group.decays ? m_settings.weightDecay : 0.0;
    for (const std::size_t index : group.tensors) {
        const ParameterStore::Tensor& tensor = m_store.tensors()[index];
        if (tensor.count() == 0)
            continue;
        const UpdateSlice slice = m_store.slice(tensor);
        if (m_settings.kind == Kind::Lamb) {
            LambSettings lamb{.adam = adamSettings(m_settings, update, 1.0),
                              .rate = static_cast<float>(rate),
                              .decay = static_cast<float>(decay),
                              .isAdapted = group.decays};
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
