#include "engine/backend/reference/activation.h"
#include "engine/backend/reference/loop_kernel.h"
#include "engine/backend/reference/reference_kernels.h"

#include <cmath>

namespace lb::engine::reference {

namespace {

/// dx from (forward value, dy), element by element.
template <class T, class F>
void mapGradient(const LoopNode& node, const KernelCall& call, F function)
{
    const T* value = call.input<T>(0);
    const T* dy = call.input<T>(1);
    T* dx = call.output<T>(0);
    for (std::int64_t i = 0; i < node.output(0).elements(); ++i)
        dx[i] = function(value[i], dy[i]);
}

template <class T>
void sqrtGrad(const LoopNode& node, const KernelCall& call)
{
    mapGradient<T>(node, call, [](T y, T dy) { return dy * T{0.5} / y; });
}
template <class T>
void squareGrad(const LoopNode& node, const KernelCall& call)
{
    mapGradient<T>(node, call, [](T x, T dy) { return T{2} * x * dy; });
}
template <class T>
void absGrad(const LoopNode& node, const KernelCall& call)
{
    mapGradient<T>(node, call, [](T x, T dy) { return x > T{0} ? dy : x < T{0} ? -dy : T{0}; });
}
template <class T>
void reluGrad(const LoopNode& node, const KernelCall& call)
{
    mapGradient<T>(node, call, [](T y, T dy) { return y > T{0} ? dy : T{0}; });
}
template <class T>
void tanhGrad(const LoopNode& node, const KernelCall& call)
{
    mapGradient<T>(node, call, [](T y, T dy) { return dy * (T{1} - y * y); });
}
template <class T>
void sigmoidGrad(const LoopNode& node, const KernelCall& call)
{
    mapGradient<T>(node, call, [](T y, T dy) { return dy * y * (T{1} - y); });
}
template <class T>
void softplusGrad(const LoopNode& node, const KernelCall& call)
{
    mapGradient<T>(node, call, [](T x, T dy) { return dy * sigmoidOf(x); });
}
template <class T>
void siluGrad(const LoopNode& node, const KernelCall& call)
{
    mapGradient<T>(node, call, [](T x, T dy) {
        const T gate = sigmoidOf(x);
        return dy * gate * (T{1} + x * (T{1} - gate));
    });
}
/// Phi(x) + x phi(x)
template <class T>
void geluGrad(const LoopNode& node, const KernelCall& call)
{
    mapGradient<T>(node, call, [](T x, T dy) {
        const T density = std::exp(T{-0.5} * x * x) * std::numbers::inv_sqrtpi_v<T> / std::numbers::sqrt2_v<T>;
        return dy * (normalCdf(x) + x * density);
    });
}
template <class T>
void geluTanhGrad(const LoopNode& node, const KernelCall& call)
{
    mapGradient<T>(node, call, [](T x, T dy) {
        const GeluTanh<T> at(x);
        return dy * at.gate * (T{1} + x * (T{1} - at.gate) * at.slope);
    });
}
template <class T>
void clampGrad(const LoopNode& node, const KernelCall& call)
{
    const T low = static_cast<T>(node.attributes.real("low"));
    const T high = static_cast<T>(node.attributes.real("high"));
    mapGradient<T>(node, call, [=](T x, T dy) { return x >= low && x <= high ? dy : T{0}; });
}

} // namespace

void addGradientKernels(KernelTable& table)
{
    table.set("sqrt_grad", loopFor<sqrtGrad<float>, sqrtGrad<double>>);
    table.set("square_grad", loopFor<squareGrad<float>, squareGrad<double>>);
    table.set("abs_grad", loopFor<absGrad<float>, absGrad<double>>);
    table.set("relu_grad", loopFor<reluGrad<float>, reluGrad<double>>);
    table.set("tanh_grad", loopFor<tanhGrad<float>, tanhGrad<double>>);
    table.set("sigmoid_grad", loopFor<sigmoidGrad<float>, sigmoidGrad<double>>);
    table.set("softplus_grad", loopFor<softplusGrad<float>, softplusGrad<double>>);
    table.set("silu_grad", loopFor<siluGrad<float>, siluGrad<double>>);
    table.set("gelu_grad", loopFor<geluGrad<float>, geluGrad<double>>);
    table.set("gelu_tanh_grad", loopFor<geluTanhGrad<float>, geluTanhGrad<double>>);
    table.set("clamp_grad", loopFor<clampGrad<float>, clampGrad<double>>);
}

} // namespace lb::engine::reference
