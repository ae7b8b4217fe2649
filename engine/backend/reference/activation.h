#pragma once

#include <cmath>
#include <numbers>

namespace lb::engine::reference {

/// 1 / (1 + e^-x), never overflowing.
template <class T>
T sigmoidOf(T x)
{
    const T e = std::exp(-std::abs(x));
    return (x >= T{0} ? T{1} : e) / (T{1} + e);
}

/// The normal distribution function; erfc keeps the digits of its lower tail.
template <class T>
T normalCdf(T x)
{
    return T{0.5} * std::erfc(-x / std::numbers::sqrt2_v<T>);
}

/// A point of gelu's tanh form, written as x sigmoid(inner): tanh(u) = 2 sigmoid(2u) - 1.
template <class T>
struct GeluTanh {
    T gate;  ///< sigmoid(inner)
    T slope; ///< d inner / dx

    explicit GeluTanh(T x)
    {
        constexpr T kCubic = static_cast<T>(0.044715);
        const T twice = T{2} * std::sqrt(T{2} / std::numbers::pi_v<T>);
        gate = sigmoidOf(twice * (x + kCubic * x * x * x));
        slope = twice * (T{1} + T{3} * kCubic * x * x);
    }
};

} // namespace lb::engine::reference
