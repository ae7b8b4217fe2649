#pragma once

#include "engine/backend/cpu/vector/kernels.h"

// Branch-free scalar functions that the compiler turns into vector code inside a loop marked `omp simd`. They live in a
// namespace per instruction set, and nothing of the standard library is used in these sources: an inline function
// compiled for AVX-512 must never be the copy that the linker keeps for everyone.
//
// Largest errors against double over the whole range, held by tests/engine/tst_cpu_math.cpp, in units of the last place
// (6e-8 to 1.2e-7 of the result): exp 1.2, log 1, tanh 2.7, sigmoid 2.3, softplus 1.8, silu 3.3, and in [-5, 100] gelu
// 12, gelu_tanh 30 (their tails lose digits as e^-u does where u has no more). Results below 2.4e-38 may be 0. Source
// of the polynomials for exp and log: S. Moshier, Cephes mathematical library (1992), expf and logf.

#define LB_INLINE [[gnu::always_inline]] static inline

namespace lb::engine::cpu::LB_ISA {

LB_INLINE std::int32_t bitsOf(float x)
{
    return __builtin_bit_cast(std::int32_t, x);
}
LB_INLINE float floatOf(std::int32_t bits)
{
    return __builtin_bit_cast(float, bits);
}
/// 2^(n - less) where that is in [2^-126, 2^127]; any bits elsewhere.
LB_INLINE float powerOfTwo(std::int32_t n, std::uint32_t less = 0)
{
    return __builtin_bit_cast(float, (static_cast<std::uint32_t>(n) + 127U - less) << 23);
}
/// a - b of two's complements, without the overflow that signed numbers must not have.
LB_INLINE std::int32_t difference(std::int32_t a, std::int32_t b)
{
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(a) - static_cast<std::uint32_t>(b));
}
/// NaN stays NaN in the first argument.
LB_INLINE float atMost(float x, float bound)
{
    return bound < x ? bound : x;
}
LB_INLINE float atLeast(float x, float bound)
{
    return bound > x ? bound : x;
}
LB_INLINE float absolute(float x)
{
    return floatOf(bitsOf(x) & 0x7FFFFFFF);
}

/// x = n ln 2 + r, |r| <= ln 2 / 2, and e^r - 1. For |x| > 2^22, infinities and NaN the numbers mean nothing.
struct Reduced {
    std::int32_t n;
    float expm1;
};

LB_INLINE Reduced reduceExponent(float x)
{
    const float magic = 12582912.0F; // 1.5 * 2^23: adding it rounds to an integer, which stands in the low bits
    const float shifted = x * 1.44269504F + magic;
    const float n = shifted - magic;
    const float r = (x - n * 0.693359375F) + n * 2.12194440e-4F;
    float p = 1.9875691500e-4F;
    p = p * r + 1.3981999507e-3F;
    p = p * r + 8.3334519073e-3F;
    p = p * r + 4.1665795894e-2F;
    p = p * r + 1.6666665459e-1F;
    p = p * r + 5.0000001201e-1F;
    return {difference(bitsOf(shifted), bitsOf(magic)), p * (r * r) + r};
}

// Bounds are applied to results, not to arguments: the compiler would make a branch of each bound and compute it apart.

LB_INLINE float expOf(float x)
{
    const Reduced reduced = reduceExponent(x);
    const float result = ((1.0F + reduced.expm1) * powerOfTwo(reduced.n, 1)) * 2.0F; // 2^128 has no float of its own
    const float bounded = x > 88.72284F ? __builtin_inff() : result;
    return x < -86.64339F ? 0.0F : bounded;
}

/// e^x for x <= 0, as sums of exponentials have it after their maximum is taken off.
LB_INLINE float expNonPositive(float x)
{
    const Reduced reduced = reduceExponent(x);
    const float result = (1.0F + reduced.expm1) * powerOfTwo(reduced.n);
    return x < -87.33654F ? 0.0F : result;
}

/// log(1 + f) for sqrt(1/2) <= 1 + f < sqrt(2), plus e ln 2.
LB_INLINE float logFrom(float f, float e)
{
    float p = 7.0376836292e-2F;
    p = p * f - 1.1514610310e-1F;
    p = p * f + 1.1676998740e-1F;
    p = p * f - 1.2420140846e-1F;
    p = p * f + 1.4249322787e-1F;
    p = p * f - 1.6668057665e-1F;
    p = p * f + 2.0000714765e-1F;
    p = p * f - 2.4999993993e-1F;
    p = p * f + 3.3333331174e-1F;
    const float square = f * f;
    const float tail = (p * f) * square - e * 2.12194440e-4F - 0.5F * square;
    return (f + tail) + e * 0.693359375F;
}

LB_INLINE float logOf(float x)
{
    const float infinity = __builtin_inff();
    const std::int32_t shifted = difference(bitsOf(x), 0x3F3504F3); // sqrt(1/2)
    const float mantissa = floatOf((shifted & 0x007FFFFF) + 0x3F3504F3);
    const float result = logFrom(mantissa - 1.0F, static_cast<float>(shifted >> 23));
    const float positive = x < infinity ? result : x; // infinity and NaN stand for themselves
    const float atZero = x < 1.17549435e-38F ? -infinity : positive;
    return x < 0.0F ? __builtin_nanf("") : atZero;
}

/// log(1 + u) for 0 <= u <= 1, exact to the last digits for small u too.
LB_INLINE float log1pOf(float u)
{
    const bool isLarge = u > 0.41421356F;
    return logFrom(isLarge ? 0.5F * (u - 1.0F) : u, isLarge ? 1.0F : 0.0F);
}

LB_INLINE float tanhOf(float x)
{
    const Reduced reduced = reduceExponent(2.0F * atLeast(atMost(x, 9.1F), -9.1F));
    const float scale = powerOfTwo(reduced.n);
    const float expm1 = reduced.expm1 * scale + (scale - 1.0F); // exact for small x, where n is 0
    return expm1 / (expm1 + 2.0F);
}

LB_INLINE float sigmoidOf(float x)
{
    const float e = expNonPositive(-absolute(x));
    return (x < 0.0F ? e : 1.0F) / (1.0F + e);
}

LB_INLINE float softplusOf(float x)
{
    return atLeast(x, 0.0F) + log1pOf(expNonPositive(-absolute(x)));
}

/// The normal distribution function at x, and e^(-x^2 / 2), which its slope needs too.
struct NormalPoint {
    float cdf;
    float bell;
};

/// erfc(z) = t e^(-z^2) p(t), t = 1 / (1 + 0.4 z). p: a minimax fit of ours on 0 <= z <= 9.4, relative error 6.4e-9.
LB_INLINE NormalPoint normalPoint(float x)
{
    const float t = 1.0F / (1.0F + 0.282842712F * absolute(x)); // z = |x| / sqrt(2)
    float p = -3.0801008180e-2F;
    p = p * t + 2.0460190354e-1F;
    p = p * t - 5.1439856496e-1F;
    p = p * t + 5.6836387417e-1F;
    p = p * t - 3.0190701377e-1F;
    p = p * t + 2.8156316833e-1F;
    p = p * t + 1.2636425961e-1F;
    p = p * t + 2.1563741365e-1F;
    p = p * t + 2.2486450019e-1F;
    p = p * t + 2.2571147387e-1F;
    const float bell = expNonPositive(-0.5F * x * x);
    const float tail = 0.5F * bell * t * p;
    return {x < 0.0F ? tail : 1.0F - tail, bell};
}

/// gelu's tanh form is x sigmoid(u); u and du/dx.
struct GeluTanhPoint {
    float inner;
    float slope;
};

LB_INLINE GeluTanhPoint geluTanhPoint(float x)
{
    const float square = x * x; // 2 sqrt(2 / pi) and its product with 0.044715
    return {x * (1.59576912F + 0.0713548163F * square), 1.59576912F + 0.214064449F * square};
}

} // namespace lb::engine::cpu::LB_ISA
