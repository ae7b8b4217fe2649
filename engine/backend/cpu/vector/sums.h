#pragma once

#include "engine/backend/cpu/vector/isa_tables.h"
#include "engine/backend/cpu/vector/math.h"

// Sums of a row, in the lanes of the instruction set that the file is compiled for.
namespace lb::engine::cpu::LB_ISA {

inline float dot(const float* a, const float* b, Index count)
{
    float result = 0.0F;
#pragma omp simd reduction(+ : result)
    for (Index i = 0; i < count; ++i)
        result += a[i] * b[i];
    return result;
}

inline float total(const float* a, Index count)
{
    float result = 0.0F;
#pragma omp simd reduction(+ : result)
    for (Index i = 0; i < count; ++i)
        result += a[i];
    return result;
}

} // namespace lb::engine::cpu::LB_ISA
