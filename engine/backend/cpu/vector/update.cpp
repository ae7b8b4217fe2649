#include "engine/backend/cpu/vector/isa_tables.h"
#include "engine/backend/cpu/vector/math.h"

namespace lb::engine::cpu::LB_ISA {

namespace {

void sgd(const UpdateSpan& span, Index count, const SgdStep& step)
{
    const SgdStep s = step;
    float* const parameter = span.parameter;
    const float* const gradient = span.gradient;
    float* const velocity = span.slot0;
    if (!velocity) {
#pragma omp simd
        for (Index i = 0; i < count; ++i)
            parameter[i] -= s.rate * (gradient[i] * s.gradientScale + s.decay * parameter[i]);
        return;
    }
#pragma omp simd
    for (Index i = 0; i < count; ++i) {
        const float g = gradient[i] * s.gradientScale + s.decay * parameter[i];
        velocity[i] = s.momentum * velocity[i] + g;
        parameter[i] -= s.rate * velocity[i];
    }
}

void adam(const UpdateSpan& span, Index count, const AdamStep& step)
{
    const AdamStep s = step;
    const float oneLess1 = 1.0F - s.beta1;
    const float oneLess2 = 1.0F - s.beta2;
    float* const parameter = span.parameter;
    const float* const gradient = span.gradient;
    float* const first = span.slot0;
    float* const second = span.slot1;
#pragma omp simd
    for (Index i = 0; i < count; ++i) {
        const float g = gradient[i] * s.gradientScale + s.decay * parameter[i];
        first[i] = s.beta1 * first[i] + oneLess1 * g;
        second[i] = s.beta2 * second[i] + oneLess2 * (g * g);
        parameter[i] = (parameter[i] - s.decoupledDecay * parameter[i]) -
                       s.rate * first[i] / (__builtin_sqrtf(second[i]) + s.epsilon);
    }
}

} // namespace

UpdateKernels updateKernels()
{
    return {.sgd = sgd, .adam = adam};
}

} // namespace lb::engine::cpu::LB_ISA
