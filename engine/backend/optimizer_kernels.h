#pragma once

#include <cstdint>

namespace lb::engine {

/// One tensor's slice of the optimizer's flat F32 buffers. All pointers are device addresses of `count` numbers.
struct UpdateSlice {
    float* parameter = nullptr;
    const float* gradient = nullptr;
    float* slot0 = nullptr; ///< momentum, or Adam's first moment
    float* slot1 = nullptr; ///< Adam's second moment
    std::int64_t count = 0;
};

struct SgdSettings {
    float rate = 0;
    float momentum = 0;
    float decay = 0;         ///< L2 term added to the gradient
    float gradientScale = 1; ///< clipping factor
};

/// Bias corrections are made by the caller in double: `rate` and `epsilon` arrive corrected, see engine/train/adam.h.
struct AdamSettings {
    float rate = 0; ///< lr * sqrt(1 - beta2^t) / (1 - beta1^t)
    float beta1 = 0.9F;
    float beta2 = 0.999F;
    float epsilon = 1e-8F;    ///< epsilon * sqrt(1 - beta2^t)
    float decay = 0;          ///< L2 term added to the gradient (Adam)
    float decoupledDecay = 0; ///< lr * weight decay (AdamW)
    float gradientScale = 1;
};

/// Fused one-pass updates and the reduction that clipping needs. One training thread calls them.
class OptimizerKernels {
public:
    virtual ~OptimizerKernels() = default;
    /// Sum of squares in double with a fixed order, so that it does not depend on timing. NaN and infinity propagate.
    virtual double sumOfSquares(const float* values, std::int64_t count) const = 0;
    virtual void sgd(const UpdateSlice& slice, const SgdSettings& settings) const = 0;
    virtual void adam(const UpdateSlice& slice, const AdamSettings& settings) const = 0;
};

} // namespace lb::engine
