#pragma once

#include "engine/graph/optimizer_state.h"
#include "engine/train/parameter_store.h"
#include "engine/train/update_rules.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

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

    UpdateRules rules;
    double average = 0.0;       ///< decay of the moving average of the parameters; 0: none is kept
    std::int64_t lookahead = 0; ///< updates between two of Lookahead's; 0: never
    double lookaheadWeight = 0.5;
    bool accumulates = false; ///< gradients are summed over several batches

    /// What it keeps.
    OptimizerState state() const
    {
        return {.kind = kind,
                .hasMomentum = momentum > 0,
                .hasAverage = average > 0,
                .hasSlow = lookahead > 0,
                .accumulates = accumulates};
    }
};

struct UpdateRequest {
    std::int64_t update = 1; ///< counts from 1 and decides the bias correction, so a resumed run continues exactly
    double rate = 0;
    double gradientScale = 1; ///< of a sum of gradients: 1 / number of batches
    UpdatePart part = UpdatePart::All;
    std::int64_t encoderUpdate = 0; ///< the encoder's own count where it got ahead; 0: the same
    bool isNormRead = false;        ///< the copy that startNorm gave has been made
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
/// After an update, other than one of the encoder alone: Lookahead every k updates (slow += weight (fast - slow), fast
/// = slow), then the average (average = decay average + (1 - decay) parameter). Both begin as copies of the parameters
/// before update 1.
/// Sources: Kingma & Ba 2015 (Adam), Loshchilov & Hutter 2019 (AdamW), Sutskever et al. 2013 (momentum), You et al.
/// 2020 (LAMB), Shazeer & Stern 2018 (AdaFactor), Zhang et al. 2019 (Lookahead), Polyak & Juditsky 1992 (average).
class Optimizer {
public:
    /// Throws EngineError(InvalidArgument) where a setting cannot work: a beta or momentum outside [0, 1), an epsilon
    /// that is not positive, a negative decay or clip norm, a pattern that matches no parameter. Gives the store the
    /// slots of this kind, all zero.
    Optimizer(ParameterStore& store, OptimizerSettings settings);
    /// Begins the norm of the gradients as they are now. Who makes the returned copy along with others spares `step` to
    /// wait for the device, and says so in its request.
    HostCopy startNorm();
    /// A gradient norm that is not finite changes nothing.
    UpdateReport step(const UpdateRequest& request);
    UpdateReport step(std::int64_t update, double rate) { return step({.update = update, .rate = rate}); }
    const OptimizerSettings& settings() const { return m_settings; }

private:
    void beginCopies();
    void follow(std::int64_t update);
    void stepFlat(const UpdateGroup& group, std::int64_t update, double rate, float scale);
    void stepTensors(const UpdateGroup& group, std::int64_t update, double rate, float scale);

    ParameterStore& m_store;
    OptimizerSettings m_settings;
    std::vector<UpdateGroup> m_groups;
    std::unique_ptr<Buffer> m_squares; ///< a double on the device, and the same read
    double m_squaresRead = 0;
};

} // namespace lb::engine
