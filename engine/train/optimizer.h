#pragma once

#include "engine/graph/optimizer_state.h"
#include "engine/train/parameter_store.h"

#include <cstdint>
#include <memory>
#include <string_view>

namespace lb::engine {

struct OptimizerSettings {
    using Kind = OptimizerKind;
    Kind kind = Kind::Adam;
    double momentum = 0.0; ///< SGD; AdaFactor's memory of its updates (its paper's beta1)
    double beta1 = 0.9;    ///< Adam, AdamW, LAMB
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double weightDecay = 0.0; ///< L2 term for SGD and Adam, decoupled for AdamW, LAMB and AdaFactor
    double clipNorm = 0.0;    ///< global gradient norm is scaled down to this; 0: no clipping

    /// What it keeps.
    OptimizerState state() const { return {.kind = kind, .hasMomentum = momentum > 0}; }
};

/// What one update did.
struct UpdateReport {
    double gradientNorm = 0.0; ///< before clipping
    bool isFinite = true;      ///< false: nothing was changed
};

/// Applies a fused update to all trainable tensors of a store. Not thread safe.
/// LAMB scales Adam's direction plus the decay term by |parameter| / |direction| (1 where either is 0) per tensor;
/// tensors that do not decay, norms and biases, keep a scale of 1. AdaFactor keeps row and column means of the squared
/// gradient for tensors whose second largest axis has 128 places or more, means of all numbers for others, decays with
/// 1 - t^-0.8, clips the update's root mean square at 1 and multiplies the rate by the parameter's (1e-3 at least).
/// Sources: Kingma & Ba 2015 (Adam), Loshchilov & Hutter 2019 (AdamW), Sutskever et al. 2013 (momentum), You et al.
/// 2020 (LAMB), Shazeer & Stern 2018 (AdaFactor).
class Optimizer {
public:
    /// Throws EngineError(InvalidArgument) where a setting cannot work: a beta or momentum outside [0, 1), an epsilon
    /// that is not positive, a negative decay or clip norm. Gives the store the slots of this kind, all zero.
    Optimizer(ParameterStore& store, OptimizerSettings settings);
    /// `update` counts from 1 and decides the bias correction, so a resumed run continues exactly. A gradient norm that
    /// is not finite changes nothing.
    UpdateReport step(std::int64_t update, double rate);
    const OptimizerSettings& settings() const { return m_settings; }

private:
    void stepFlat(std::int64_t update, double rate, float scale);
    void stepTensors(std::int64_t update, double rate, float scale);

    ParameterStore& m_store;
    OptimizerSettings m_settings;
};

} // namespace lb::engine
