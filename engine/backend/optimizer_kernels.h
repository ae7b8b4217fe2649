#pragma once

#include <array>
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

/// One tensor and its AdaFactor state. Factored: the tensor is [extents[0], rows, extents[2], columns, extents[4]] with
/// rows = extents[1] and columns = extents[3], its two largest axes; `second` holds the row means of the other axes'
/// places (extents[0] * extents[2] * extents[4] places, `rows` each) and after them the column means. Else `second` has
/// a mean for each number.
struct FactoredSlice {
    float* parameter = nullptr;
    const float* gradient = nullptr;
    float* second = nullptr;
    float* momentum = nullptr; ///< of the update; null: none
    bool isFactored = false;
    std::array<std::int64_t, 5> extents{1, 1, 1, 1, 1};
    std::int64_t count() const { return extents[0] * extents[1] * extents[2] * extents[3] * extents[4]; }
    std::int64_t places() const { return extents[0] * extents[2] * extents[4]; }
};

struct AdaFactorSettings {
    float rate = 0;          ///< rho, before scaling by the parameter
    float beta1 = 0;         ///< of the update's momentum
    float beta2 = 0;         ///< of this update: 1 - t^-0.8
    float epsilon1 = 1e-30F; ///< added to squared gradients
    float epsilon2 = 1e-3F;  ///< smallest root mean square of a parameter
    float threshold = 1;     ///< D: a larger root mean square of the update is scaled down to it
    float decoupledDecay = 0;
    float gradientScale = 1;
};

struct LambSettings {
    AdamSettings adam;     ///< with a rate of 1: the corrections alone; no decay
    float rate = 0;        ///< learning rate
    float decay = 0;       ///< added to Adam's direction
    bool isAdapted = true; ///< scaled by |parameter| / |direction|
};

/// Fused one-pass updates and the reduction that clipping needs. One training thread calls them.
class OptimizerKernels {
public:
    virtual ~OptimizerKernels() = default;
    /// *sum, on the device, becomes the sum of squares in double with a fixed order, so that it does not depend on
    /// timing. NaN and infinity propagate.
    virtual void sumOfSquares(const float* values, std::int64_t count, double* sum) const = 0;
    virtual void sgd(const UpdateSlice& slice, const SgdSettings& settings) const = 0;
    virtual void adam(const UpdateSlice& slice, const AdamSettings& settings) const = 0;
    /// One tensor. The squares of the gradient, the update's root mean square and the parameter's take a pass each.
    virtual void adafactor(const FactoredSlice& slice, const AdaFactorSettings& settings) const = 0;
    /// One tensor: moments and norms, then the step.
    virtual void lamb(const UpdateSlice& slice, const LambSettings& settings) const = 0;
    /// sum += values.
    virtual void add(float* sum, const float* values, std::int64_t count) const = 0;
    /// target = (1 - weight) target + weight values: exactly `values` for a weight of 1.
    virtual void blend(float* target, const float* values, float weight, std::int64_t count) const = 0;
    /// Lookahead (Zhang et al. 2019): slow += weight (fast - slow), then fast = slow.
    virtual void lookahead(float* fast, float* slow, float weight, std::int64_t count) const = 0;
};

} // namespace lb::engine
