#pragma once

#include "engine/backend/cuda/element_map.h"
#include "engine/core/bf16.h"

#include <cstdint>

namespace lb::engine::cuda {

/// A number of weights that are F32, or bfloat16 by storeWeightsInBf16.
__device__ __forceinline__ float widened(float x)
{
    return x;
}
__device__ __forceinline__ float widened(std::uint16_t x)
{
    return fromBf16(x);
}

/// The kPack numbers from there on, which stand on a multiple of their size.
__device__ __forceinline__ float4 widenedPack(const float* from)
{
    return loadPack(from);
}
__device__ __forceinline__ float4 widenedPack(const std::uint16_t* from)
{
    const unsigned long long word = *reinterpret_cast<const unsigned long long*>(from);
    const auto number = [word](int i) { return fromBf16(static_cast<std::uint16_t>(word >> (16 * i))); };
    return make_float4(number(0), number(1), number(2), number(3));
}

} // namespace lb::engine::cuda
