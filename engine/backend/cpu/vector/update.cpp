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

void add(float* sum, const float* values, Index count)
{
#pragma omp simd
    for (Index i = 0; i < count; ++i)
        sum[i] += values[i];
}

void blend(float* target, const float* values, float weight, Index count)
{
    const float rest = 1.0F - weight;
#pragma omp simd
    for (Index i = 0; i < count; ++i)
        target[i] = rest * target[i] + weight * values[i];
}

void lookahead(float* fast, float* slow, float weight, Index count)
{
#pragma omp simd
    for (Index i = 0; i < count; ++i) {
        slow[i] += weight * (fast[i] - slow[i]);
        fast[i] = slow[i];
    }
}

constexpr Index kRun = 512; // numbers summed in float before they go to a double

LB_INLINE float direction(float first, float second, float parameter, const AdamStep& s)
{
    return s.rate * first / (__builtin_sqrtf(second) + s.epsilon) + s.decay * parameter;
}

/// term(0) + ... + term(count - 1), in float over runs of 512 and of those in double.
template <class Term>
LB_INLINE double sumInRuns(Index count, const Term& term)
{
    double total = 0;
    for (Index begin = 0; begin < count; begin += kRun) {
        const Index end = begin + kRun < count ? begin + kRun : count;
        float sum = 0;
#pragma omp simd reduction(+ : sum)
        for (Index i = begin; i < end; ++i)
            sum += term(i);
        total += static_cast<double>(sum);
    }
    return total;
}

double lambMoments(const UpdateSpan& span, Index count, const AdamStep& step)
{
    const AdamStep s = step;
    const float oneLess1 = 1.0F - s.beta1;
    const float oneLess2 = 1.0F - s.beta2;
    return sumInRuns(count, [&](Index i) {
        const float g = span.gradient[i] * s.gradientScale;
        span.slot0[i] = s.beta1 * span.slot0[i] + oneLess1 * g;
        span.slot1[i] = s.beta2 * span.slot1[i] + oneLess2 * (g * g);
        const float u = direction(span.slot0[i], span.slot1[i], span.parameter[i], s);
        return u * u;
    });
}

void lambApply(const UpdateSpan& span, Index count, const AdamStep& step, float length)
{
    const AdamStep s = step;
#pragma omp simd
    for (Index i = 0; i < count; ++i)
        span.parameter[i] -= length * direction(span.slot0[i], span.slot1[i], span.parameter[i], s);
}

void addSquares(const float* x, float* sums, Index count)
{
#pragma omp simd
    for (Index i = 0; i < count; ++i)
        sums[i] += x[i] * x[i];
}

double scaledSquares(const float* x, const float* scale, Index count)
{
    return sumInRuns(count, [&](Index i) {
        const float scaled = x[i] * scale[i];
        return scaled * scaled;
    });
}

double wholeMoments(const float* gradient, float* second, Index count, const FactorStep& step)
{
    const FactorStep s = step;
    const float oneLess2 = 1.0F - s.beta2;
    return sumInRuns(count, [&](Index i) {
        const float g = gradient[i] * s.scale;
        second[i] = s.beta2 * second[i] + oneLess2 * (g * g + s.epsilon1);
        return g * g / second[i];
    });
}

void factorApply(const FactorSpan& span, Index count, const FactorStep& step)
{
    const FactorStep s = step;
    const float oneLess1 = 1.0F - s.beta1;
    const auto apply = [&](auto update) {
        if (!span.momentum) {
#pragma omp simd
            for (Index i = 0; i < count; ++i)
                span.parameter[i] = (span.parameter[i] - s.decay * span.parameter[i]) - s.rate * update(i);
            return;
        }
#pragma omp simd
        for (Index i = 0; i < count; ++i) {
            span.momentum[i] = s.beta1 * span.momentum[i] + oneLess1 * update(i);
            span.parameter[i] = (span.parameter[i] - s.decay * span.parameter[i]) - s.rate * span.momentum[i];
        }
    };
    if (span.columnFactor)
        apply([&](Index i) { return span.gradient[i] * s.scale * span.columnFactor[i]; });
    else
        apply([&](Index i) { return span.gradient[i] * s.scale / __builtin_sqrtf(span.second[i]); });
}

} // namespace

UpdateKernels updateKernels()
{
    return {.sgd = sgd,
            .adam = adam,
            .add = add,
            .blend = blend,
            .lookahead = lookahead,
            .lambMoments = lambMoments,
            .lambApply = lambApply,
            .addSquares = addSquares,
            .scaledSquares = scaledSquares,
            .wholeMoments = wholeMoments,
            .factorApply = factorApply};
}

} // namespace lb::engine::cpu::LB_ISA
