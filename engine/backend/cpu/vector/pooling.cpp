#include "engine/backend/cpu/vector/isa_tables.h"

namespace lb::engine::cpu::LB_ISA {

namespace {

void keepLarger(const float* x, std::int32_t pixel, float* best, std::int32_t* index, Index count)
{
#pragma omp simd
    for (Index i = 0; i < count; ++i) {
        const bool isTaken = x[i] > best[i] || x[i] != x[i]; // NaN wins, so that it is noticed
        best[i] = isTaken ? x[i] : best[i];
        index[i] = isTaken ? pixel : index[i];
    }
}

} // namespace

PoolingKernels poolingKernels()
{
    return {.keepLarger = keepLarger};
}

} // namespace lb::engine::cpu::LB_ISA
