#include "engine/backend/reference/reference_kernels.h"

#include <cmath>

namespace lb::engine {

namespace {

class ReferenceOptimizerKernels : public OptimizerKernels {
public:
    double sumOfSquares(const float* values, std::int64_t count) const override
    {
        double total = 0.0;
        for (std::int64_t i = 0; i < count; ++i)
            total += static_cast<double>(values[i]) * static_cast<double>(values[i]);
        return total;
    }

    void sgd(const UpdateSlice& slice, const SgdSettings& s) const override
    {
        for (std::int64_t i = 0; i < slice.count; ++i) {
            float step = slice.gradient[i] * s.gradientScale + s.decay * slice.parameter[i];
            if (slice.slot0)
                step = slice.slot0[i] = s.momentum * slice.slot0[i] + step;
            slice.parameter[i] -= s.rate * step;
        }
    }

    void adam(const UpdateSlice& slice, const AdamSettings& s) const override
    {
        for (std::int64_t i = 0; i < slice.count; ++i) {
            const float g = slice.gradient[i] * s.gradientScale + s.decay * slice.parameter[i];
            const float m = slice.slot0[i] = s.beta1 * slice.slot0[i] + (1.0F - s.beta1) * g;
            const float v = slice.slot1[i] = s.beta2 * slice.slot1[i] + (1.0F - s.beta2) * g * g;
            const float decayed = slice.parameter[i] - s.decoupledDecay * slice.parameter[i];
            slice.parameter[i] = decayed - s.rate * m / (std::sqrt(v) + s.epsilon);
        }
    }
};

} // namespace

std::unique_ptr<OptimizerKernels> referenceOptimizerKernels()
{
    return std::make_unique<ReferenceOptimizerKernels>();
}

} // namespace lb::engine
