#include "engine/backend/cpu/vector/isa_tables.h"
#include "engine/backend/cpu/vector/math.h"

namespace lb::engine::cpu::LB_ISA {

namespace {

constexpr float kNothing = -1000.0F; ///< an exponent whose exponential is 0

LB_INLINE float wrongShare(float target)
{
    return target < 0.0F ? 0.0F : 1.0F - target;
}
LB_INLINE float rightShare(float target)
{
    return target < 0.0F ? 0.0F : target;
}

/// Logarithms of the two sums; -infinity where one is empty.
struct RowSums {
    float wrong;
    float right;
};

RowSums sumsOf(const float* s, const float* y, Index classes, bool hasThreshold)
{
    const float least = hasThreshold ? 0.0F : -__builtin_inff();
    float highest = least;
    float lowest = least; // of -s
#pragma omp simd reduction(max : highest, lowest)
    for (Index i = 0; i < classes; ++i) {
        const float up = wrongShare(y[i]) > 0.0F ? s[i] : least;
        const float down = rightShare(y[i]) > 0.0F ? -s[i] : least;
        highest = up > highest ? up : highest;
        lowest = down > lowest ? down : lowest;
    }
    float wrong = hasThreshold ? expNonPositive(-highest) : 0.0F;
    float right = hasThreshold ? expNonPositive(-lowest) : 0.0F;
#pragma omp simd reduction(+ : wrong, right)
    for (Index i = 0; i < classes; ++i) {
        const float up = wrongShare(y[i]);
        const float down = rightShare(y[i]);
        wrong += up * expNonPositive(up > 0.0F ? s[i] - highest : kNothing);
        right += down * expNonPositive(down > 0.0F ? -s[i] - lowest : kNothing);
    }
    return {highest + logOf(wrong), lowest + logOf(right)};
}

void loss(const float* logits, const float* targets, bool hasThreshold, float* result, Index rows, Index classes)
{
    for (Index row = 0; row < rows; ++row, logits += classes, targets += classes) {
        const RowSums sums = sumsOf(logits, targets, classes, hasThreshold);
        const float both = sums.wrong + sums.right;
        result[row] = hasThreshold ? both : both > kNothing ? softplusOf(both) : both == both ? 0.0F : both;
    }
}

void grad(const MultilabelGrad& data, bool hasThreshold, Index rows, Index classes)
{
    const float* s = data.logits;
    const float* y = data.targets;
    float* d = data.dLogits;
    for (Index row = 0; row < rows; ++row, s += classes, y += classes, d += classes) {
        const RowSums sums = sumsOf(s, y, classes, hasThreshold);
        const float both = sums.wrong + sums.right;
        const float share = hasThreshold ? 1.0F : both < kNothing ? 0.0F : sigmoidOf(both);
        const float factor = data.dLoss[row] * share;
        const bool isEmpty = share == 0.0F; // a sum's logarithm may be -infinity
        const float wrong = isEmpty ? 0.0F : sums.wrong;
        const float right = isEmpty ? 0.0F : sums.right;
#pragma omp simd
        for (Index i = 0; i < classes; ++i) {
            const float up = wrongShare(y[i]);
            const float down = rightShare(y[i]);
            const float rise = up * expNonPositive(up > 0.0F && !isEmpty ? s[i] - wrong : kNothing);
            const float fall = down * expNonPositive(down > 0.0F && !isEmpty ? -s[i] - right : kNothing);
            d[i] = factor * (rise - fall);
        }
    }
}

} // namespace

MultilabelKernels multilabelKernels()
{
    return {.loss = loss, .grad = grad};
}

} // namespace lb::engine::cpu::LB_ISA
