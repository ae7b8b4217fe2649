#include "engine/backend/cpu/vector/isa_tables.h"

namespace lb::engine::cpu::LB_ISA {

namespace {

/// Squared distances of one row to columns [begin, begin + count) of the transposed others.
void distances(const float* row, const ImqSample& others, Index begin, Index count, float* squared)
{
    for (Index j = 0; j < count; ++j)
        squared[j] = 0.0F;
    for (Index axis = 0; axis < others.width; ++axis) {
        const float own = row[axis];
        const float* const column = others.transposed + axis * others.count + begin;
#pragma omp simd
        for (Index j = 0; j < count; ++j)
            squared[j] += (own - column[j]) * (own - column[j]);
    }
}

constexpr Index kTile = 256;

double kernelSum(const float* row, const ImqSample& others, const ImqScales& scales)
{
    float squared[kTile];
    double total = 0.0;
    for (Index begin = 0; begin < others.count; begin += kTile) {
        const Index count = others.count - begin < kTile ? others.count - begin : kTile;
        distances(row, others, begin, count, squared);
        float sum = 0.0F;
        for (Index scale = 0; scale < scales.count; ++scale) {
            const float c = scales.scales[scale];
#pragma omp simd reduction(+ : sum)
            for (Index j = 0; j < count; ++j)
                sum += c / (c + squared[j]);
        }
        total += static_cast<double>(sum);
    }
    return total;
}

void addGradient(const float* row, const ImqSample& others, const ImqScales& scales, float factor, float* dRow)
{
    float squared[kTile];
    float slopes[kTile];
    for (Index begin = 0; begin < others.count; begin += kTile) {
        const Index count = others.count - begin < kTile ? others.count - begin : kTile;
        distances(row, others, begin, count, squared);
        for (Index j = 0; j < count; ++j)
            slopes[j] = 0.0F;
        for (Index scale = 0; scale < scales.count; ++scale) {
            const float c = scales.scales[scale];
#pragma omp simd
            for (Index j = 0; j < count; ++j)
                slopes[j] -= c / ((c + squared[j]) * (c + squared[j]));
        }
        for (Index axis = 0; axis < others.width; ++axis) {
            const float own = row[axis];
            const float* const column = others.transposed + axis * others.count + begin;
            float sum = 0.0F;
#pragma omp simd reduction(+ : sum)
            for (Index j = 0; j < count; ++j)
                sum += slopes[j] * (own - column[j]);
            dRow[axis] += factor * sum;
        }
    }
}

} // namespace

DivergenceKernels divergenceKernels()
{
    return {.kernelSum = kernelSum, .addGradient = addGradient};
}

} // namespace lb::engine::cpu::LB_ISA
