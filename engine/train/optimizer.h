#pragma once

#include "engine/train/parameter_store.h"

#include <cstdint>
#include <memory>
#include <string_view>

namespace lb::engine {

struct OptimizerSettings {
    enum class Kind { Sgd, Adam, AdamW } kind = Kind::Adam;
    double momentum = 0.0; ///< SGD
    double beta1 = 0.9;    ///< Adam, AdamW
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double weightDecay = 0.0; ///< L2 term for SGD and Adam, decoupled for AdamW
    double clipNorm = 0.0;    ///< global gradient norm is scaled down to this; 0: no clipping
};

/// What one update did.
struct UpdateReport {
    double gradientNorm = 0.0; ///< before clipping
    bool isFinite = true;      ///< false: nothing was changed
};

/// Applies a fused update to all trainable tensors of a store. Not thread safe.
/// Sources: Kingma & Ba 2015 (Adam), Loshchilov & Hutter 2019 (AdamW), Sutskever et al. 2013 (momentum).
class Optimizer {
public:
    /// Throws EngineError(InvalidArgument) where a setting cannot work: a beta or momentum outside [0, 1), an epsilon
    /// that is not positive, a negative decay or clip norm.
    Optimizer(ParameterStore& store, OptimizerSettings settings);
    /// `update` counts from 1 and decides the bias correction, so a resumed run continues exactly. A gradient norm that
    /// is not finite changes nothing.
    UpdateReport step(std::int64_t update, double rate);
    const OptimizerSettings& settings() const { return m_settings; }

private:
    ParameterStore& m_store;
    OptimizerSettings m_settings;
};

} // namespace lb::engine
