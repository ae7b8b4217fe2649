#pragma once

#include <cmath>

#include <cuda_runtime.h>

namespace lb::engine::cuda {

/// 1 / (1 + e^-x), never overflowing.
__device__ __forceinline__ float sigmoidOf(float x)
{
    const float e = expf(-fabsf(x));
    return (x >= 0.0F ? 1.0F : e) / (1.0F + e);
}
__device__ __forceinline__ float softplusOf(float x)
{
    return fmaxf(x, 0.0F) + log1pf(expf(-fabsf(x)));
}

/// The normal distribution function; erfc keeps the digits of its lower tail.
__device__ __forceinline__ float normalCdf(float x)
{
    return 0.5F * erfcf(-x * 0.70710678118654752F);
}

/// A point of gelu's tanh form, written as x sigmoid(inner).
struct GeluTanhPoint {
    float gate;  ///< sigmoid(inner)
    float slope; ///< d inner / dx

    __device__ explicit GeluTanhPoint(float x)
    {
        constexpr float kCubic = 0.044715F, kTwice = 1.5957691216057308F; // 2 sqrt(2 / pi)
        gate = sigmoidOf(kTwice * (x + kCubic * x * x * x));
        slope = kTwice * (1.0F + 3.0F * kCubic * x * x);
    }
};

} // namespace lb::engine::cuda
