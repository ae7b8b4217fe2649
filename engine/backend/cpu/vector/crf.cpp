#include "engine/backend/cpu/vector/isa_tables.h"
#include "engine/backend/cpu/vector/math.h"

namespace lb::engine::cpu::LB_ISA {

namespace {

void largestOfColumns(const float* x, float* y, Index rows, Index columns)
{
    for (Index j = 0; j < columns; ++j)
        y[j] = x[j];
    for (Index i = 1; i < rows; ++i)
#pragma omp simd
        for (Index j = 0; j < columns; ++j)
            y[j] = x[i * columns + j] > y[j] ? x[i * columns + j] : y[j];
}

float expOfRow(const float* x, float* y, Index count)
{
    float highest = -__builtin_inff();
#pragma omp simd reduction(max : highest)
    for (Index i = 0; i < count; ++i)
        highest = x[i] > highest ? x[i] : highest;
#pragma omp simd
    for (Index i = 0; i < count; ++i)
        y[i] = expNonPositive(x[i] - highest);
    return highest;
}

void expOfDifferences(const float* x, const float* column, float* y, Index rows, Index columns)
{
    for (Index i = 0; i < rows; ++i)
#pragma omp simd
        for (Index j = 0; j < columns; ++j)
            y[i * columns + j] = expNonPositive(x[i * columns + j] - column[j]);
}

void forward(const float* sums, const float* column, const float* emissions, float highest, float* alpha, Index count)
{
#pragma omp simd
    for (Index j = 0; j < count; ++j)
        alpha[j] = (highest + column[j]) + logOf(sums[j]) + emissions[j];
}

void weights(const CrfBackward& d, float* q, Index count)
{
#pragma omp simd
    for (Index j = 0; j < count; ++j)
        q[j] = d.marginals[j] * expOf(d.highest + d.column[j] + d.emissions[j] - d.alpha[j]);
}

void keepLargerSum(const float* x, float offset, std::int32_t from, float* best, std::int32_t* index, Index count)
{
#pragma omp simd
    for (Index j = 0; j < count; ++j) {
        const float sum = x[j] + offset;
        const bool isTaken = sum > best[j];
        best[j] = isTaken ? sum : best[j];
        index[j] = isTaken ? from : index[j];
    }
}

} // namespace

CrfKernels crfKernels()
{
    return {.largestOfColumns = largestOfColumns,
            .expOfRow = expOfRow,
            .expOfDifferences = expOfDifferences,
            .forward = forward,
            .weights = weights,
            .keepLargerSum = keepLargerSum};
}

} // namespace lb::engine::cpu::LB_ISA
