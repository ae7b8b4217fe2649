#include "engine/backend/cpu/vector/isa_tables.h"
#include "engine/backend/cpu/vector/math.h"

namespace lb::engine::cpu::LB_ISA {

namespace {

void clear(float* to, Index begin, Index end)
{
    for (Index i = begin; i < end; ++i)
        to[i] = 0.0F;
}

float softmax(float* s, Index visible, Index count, float scale)
{
    clear(s, visible, count);
    if (visible == 0)
        return 0.0F;
    float highest = -__builtin_inff();
#pragma omp simd reduction(max : highest)
    for (Index i = 0; i < visible; ++i)
        highest = s[i] > highest ? s[i] : highest;
    float total = 0.0F;
#pragma omp simd reduction(+ : total)
    for (Index i = 0; i < visible; ++i) {
        const float e = expNonPositive(scale * (s[i] - highest));
        s[i] = e;
        total += e;
    }
    const float share = 1.0F / total;
#pragma omp simd
    for (Index i = 0; i < visible; ++i)
        s[i] *= share;
    return scale * highest + logOf(total);
}

void probabilities(float* s, Index visible, Index count, float scale, float logSum)
{
    clear(s, visible, count);
#pragma omp simd
    for (Index i = 0; i < visible; ++i)
        s[i] = expNonPositive(scale * s[i] - logSum);
}

void softmaxGrad(const float* p, float* dp, Index count, float scale)
{
    float inner = 0.0F;
#pragma omp simd reduction(+ : inner)
    for (Index i = 0; i < count; ++i)
        inner += p[i] * dp[i];
#pragma omp simd
    for (Index i = 0; i < count; ++i)
        dp[i] = scale * p[i] * (dp[i] - inner);
}

constexpr Index kBlock = 512; ///< numbers of each map that are mixed together: they stay in the first cache

void mix(const float* matrix, bool isTransposed, const float* from, float* to, Index heads, Index count)
{
    for (Index first = 0; first < count; first += kBlock) {
        const Index length = count - first < kBlock ? count - first : kBlock;
        for (Index i = 0; i < heads; ++i) {
            float* const y = to + i * count + first;
            for (Index j = 0; j < heads; ++j) {
                const float factor = isTransposed ? matrix[j * heads + i] : matrix[i * heads + j];
                const float* const x = from + j * count + first;
                if (j == 0)
#pragma omp simd
                    for (Index at = 0; at < length; ++at)
                        y[at] = factor * x[at];
                else
#pragma omp simd
                    for (Index at = 0; at < length; ++at)
                        y[at] += factor * x[at];
            }
        }
    }
}

void scores(const float* query, const float* keys, Index stride, float* s, Index count, Index size)
{
    for (Index j = 0; j < count; ++j) {
        const float* const key = keys + j * stride;
        float sum = 0.0F;
#pragma omp simd reduction(+ : sum)
        for (Index i = 0; i < size; ++i)
            sum += query[i] * key[i];
        s[j] = sum;
    }
}

void weightedSum(const float* p, const float* values, Index stride, float* y, Index count, Index size)
{
    clear(y, 0, size);
    for (Index j = 0; j < count; ++j) {
        const float* const value = values + j * stride;
        const float share = p[j];
#pragma omp simd
        for (Index i = 0; i < size; ++i)
            y[i] += share * value[i];
    }
}

void addMixingGradient(const float* d, const float* map, double* sums, Index heads, Index count)
{
    for (Index first = 0; first < count; first += kBlock) {
        const Index length = count - first < kBlock ? count - first : kBlock;
        for (Index i = 0; i < heads; ++i)
            for (Index j = 0; j < heads; ++j) {
                const float* const a = d + i * count + first;
                const float* const b = map + j * count + first;
                float total = 0.0F;
#pragma omp simd reduction(+ : total)
                for (Index at = 0; at < length; ++at)
                    total += a[at] * b[at];
                sums[i * heads + j] += static_cast<double>(total);
            }
    }
}

} // namespace

AttentionKernels attentionKernels()
{
    return {.softmax = softmax,
            .probabilities = probabilities,
            .softmaxGrad = softmaxGrad,
            .mix = mix,
            .scores = scores,
            .weightedSum = weightedSum,
            .addMixingGradient = addMixingGradient};
}

} // namespace lb::engine::cpu::LB_ISA
