#pragma once

#include "engine/backend/cpu/vector/math.h"

namespace lb::engine::cpu::LB_ISA {

/// A vector register of this instruction set, for the few loops whose sums must stay in registers.
#if defined(__AVX512F__)
constexpr Index kLanes = 16;
#elif defined(__AVX__)
constexpr Index kLanes = 8;
#else
constexpr Index kLanes = 4;
#endif

using Lanes [[gnu::vector_size(kLanes * sizeof(float)), gnu::aligned(sizeof(float))]] = float;

LB_INLINE Lanes loadLanes(const float* from)
{
    return *reinterpret_cast<const Lanes*>(from);
}
LB_INLINE void storeLanes(float* to, Lanes lanes)
{
    *reinterpret_cast<Lanes*>(to) = lanes;
}

} // namespace lb::engine::cpu::LB_ISA
