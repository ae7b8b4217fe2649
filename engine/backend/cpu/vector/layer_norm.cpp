#include "engine/backend/cpu/vector/isa_tables.h"
#include "engine/backend/cpu/vector/math.h"
#include "engine/backend/cpu/vector/sums.h"

namespace lb::engine::cpu::LB_ISA {

namespace {

struct RowStatistics {
    float mean;
    float inverse; ///< 1 / sqrt(variance + epsilon)
};

/// Two passes: the one-pass form loses the variance of numbers far from 0.
LB_INLINE RowStatistics statisticsOf(const float* x, Index columns, double epsilon)
{
    const float share = 1.0F / static_cast<float>(columns);
    const float mean = total(x, columns) * share;
    float squares = 0.0F;
#pragma omp simd reduction(+ : squares)
    for (Index i = 0; i < columns; ++i)
        squares += (x[i] - mean) * (x[i] - mean);
    return {mean, 1.0F / __builtin_sqrtf(squares * share + static_cast<float>(epsilon))};
}

void forward(const float* x, float* y, float* scales, Index rows, Index columns, double epsilon)
{
    for (Index row = 0; row < rows; ++row, x += columns, y += columns) {
        const RowStatistics s = statisticsOf(x, columns, epsilon);
#pragma omp simd
        for (Index i = 0; i < columns; ++i)
            y[i] = (x[i] - s.mean) * s.inverse;
        scales[row] = s.inverse;
    }
}

void backward(const float* y, const float* scales, const float* dy, float* dx, Index rows, Index columns)
{
    const float share = 1.0F / static_cast<float>(columns);
    for (Index row = 0; row < rows; ++row, y += columns, dy += columns, dx += columns) {
        const float meanOfDy = total(dy, columns) * share;
        const float meanOfProduct = dot(y, dy, columns) * share;
        const float factor = scales[row];
#pragma omp simd
        for (Index i = 0; i < columns; ++i)
            dx[i] = factor * (dy[i] - meanOfDy - y[i] * meanOfProduct);
    }
}

void affineForward(const AffineLayerNorm& data, Index rows, Index columns, double epsilon)
{
    const float* x = data.x;
    float* y = data.y;
    for (Index row = 0; row < rows; ++row, x += columns, y += columns) {
        const RowStatistics s = statisticsOf(x, columns, epsilon);
#pragma omp simd
        for (Index i = 0; i < columns; ++i)
            y[i] = (x[i] - s.mean) * s.inverse * data.scale[i] + data.shift[i];
        data.mean[row] = s.mean;
        data.inverse[row] = s.inverse;
    }
}

constexpr Index kRowsInFloat =
    32; ///< rows whose scale gradients are summed in float before that sum is added in double

/// Adds the short sums in float to the long ones in double, and clears them.
void fold(float* part, double* sum, Index count)
{
#pragma omp simd
    for (Index i = 0; i < count; ++i) {
        sum[i] += static_cast<double>(part[i]);
        part[i] = 0.0F;
    }
}

void affineBackward(const AffineLayerNormGrad& data, Index rows, Index columns)
{
    const float share = 1.0F / static_cast<float>(columns);
    float* const dScale = data.part;
    float* const dShift = data.part + columns;
    const float* const scale = data.scale;
    for (Index row = 0; row < rows; ++row) {
        const float* const x = data.x + row * columns;
        const float* const dy = data.dy + row * columns;
        float* const dx = data.dx + row * columns;
        const float mean = data.mean[row];
        const float inverse = data.inverse[row];
        float sum = 0.0F;
        float sumOfProducts = 0.0F;
#pragma omp simd reduction(+ : sum, sumOfProducts)
        for (Index i = 0; i < columns; ++i) {
            const float n = (x[i] - mean) * inverse;
            const float dn = dy[i] * scale[i];
            dScale[i] += dy[i] * n;
            dShift[i] += dy[i];
            sum += dn;
            sumOfProducts += dn * n;
        }
        sum *= share;
        const float factor = inverse * inverse * sumOfProducts * share;
#pragma omp simd
        for (Index i = 0; i < columns; ++i)
            dx[i] = inverse * (dy[i] * scale[i] - sum) - (x[i] - mean) * factor;
        if (row % kRowsInFloat == kRowsInFloat - 1)
            fold(data.part, data.sum, 2 * columns);
    }
    fold(data.part, data.sum, 2 * columns);
}

} // namespace

LayerNormKernels layerNormKernels()
{
    return {.forward = forward, .backward = backward, .affineForward = affineForward, .affineBackward = affineBackward};
}

} // namespace lb::engine::cpu::LB_ISA
