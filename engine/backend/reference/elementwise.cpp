#include "engine/backend/reference/activation.h"
#include "engine/backend/reference/loop_kernel.h"
#include "engine/backend/reference/reference_kernels.h"
#include "engine/backend/reference/strided_walk.h"

#include <algorithm>
#include <cmath>

namespace lb::engine::reference {

namespace {

template <class T>
struct Add {
    static T apply(T a, T b) { return a + b; }
};
template <class T>
struct Sub {
    static T apply(T a, T b) { return a - b; }
};
template <class T>
struct Mul {
    static T apply(T a, T b) { return a * b; }
};
template <class T>
struct Div {
    static T apply(T a, T b) { return a / b; }
};

template <class T, class F>
void binary(const LoopNode& node, const KernelCall& call)
{
    const T* a = call.input<T>(0);
    const T* b = call.input<T>(1);
    T* y = call.output<T>(0);
    StridedWalk walkA(node.output(0), broadcastStrides(node.input(0), node.output(0)));
    StridedWalk walkB(node.output(0), broadcastStrides(node.input(1), node.output(0)));
    for (std::int64_t i = 0; i < node.output(0).elements(); ++i) {
        y[i] = F::apply(a[walkA.offset()], b[walkB.offset()]);
        walkA.next();
        walkB.next();
    }
}

template <class T, class F>
void mapElements(const LoopNode& node, const KernelCall& call, F function)
{
    const T* x = call.input<T>(0);
    T* y = call.output<T>(0);
    for (std::int64_t i = 0; i < node.output(0).elements(); ++i)
        y[i] = function(x[i]);
}

template <class T>
void affine(const LoopNode& node, const KernelCall& call)
{
    const T scale = static_cast<T>(node.attributes.real("scale"));
    const T shift = static_cast<T>(node.attributes.real("shift"));
    mapElements<T>(node, call, [=](T x) { return scale * x + shift; });
}
template <class T>
void exp(const LoopNode& node, const KernelCall& call)
{
    mapElements<T>(node, call, [](T x) { return std::exp(x); });
}
template <class T>
void log(const LoopNode& node, const KernelCall& call)
{
    mapElements<T>(node, call, [](T x) { return std::log(x); });
}
template <class T>
void sqrt(const LoopNode& node, const KernelCall& call)
{
    mapElements<T>(node, call, [](T x) { return std::sqrt(x); });
}
template <class T>
void square(const LoopNode& node, const KernelCall& call)
{
    mapElements<T>(node, call, [](T x) { return x * x; });
}
template <class T>
void abs(const LoopNode& node, const KernelCall& call)
{
    mapElements<T>(node, call, [](T x) { return std::abs(x); });
}
template <class T>
void relu(const LoopNode& node, const KernelCall& call)
{
    mapElements<T>(node, call, [](T x) { return x < T{0} ? T{0} : x; }); // keeps NaN, so that it is noticed
}
template <class T>
void tanh(const LoopNode& node, const KernelCall& call)
{
    mapElements<T>(node, call, [](T x) { return std::tanh(x); });
}
template <class T>
void sigmoid(const LoopNode& node, const KernelCall& call)
{
    mapElements<T>(node, call, [](T x) { return sigmoidOf(x); });
}
template <class T>
void softplus(const LoopNode& node, const KernelCall& call)
{
    mapElements<T>(node, call, [](T x) { return std::max(x, T{0}) + std::log1p(std::exp(-std::abs(x))); });
}
template <class T>
void silu(const LoopNode& node, const KernelCall& call)
{
    mapElements<T>(node, call, [](T x) { return x * sigmoidOf(x); });
}
template <class T>
void gelu(const LoopNode& node, const KernelCall& call)
{
    mapElements<T>(node, call, [](T x) { return x * normalCdf(x); });
}
template <class T>
void geluTanh(const LoopNode& node, const KernelCall& call)
{
    mapElements<T>(node, call, [](T x) { return x * GeluTanh<T>(x).gate; });
}
template <class T>
void clamp(const LoopNode& node, const KernelCall& call)
{
    const T low = static_cast<T>(node.attributes.real("low"));
    const T high = static_cast<T>(node.attributes.real("high"));
    mapElements<T>(node, call, [=](T x) { return x < low ? low : x > high ? high : x; });
}
template <class T>
void greater(const LoopNode& node, const KernelCall& call)
{
    const T threshold = static_cast<T>(node.attributes.real("threshold"));
    mapElements<T>(node, call, [=](T x) { return x > threshold ? T{1} : T{0}; });
}

} // namespace

void addElementwiseKernels(KernelTable& table)
{
    table.set("add", loopFor<binary<float, Add<float>>, binary<double, Add<double>>>);
    table.set("accumulate", loopFor<binary<float, Add<float>>, binary<double, Add<double>>>);
    table.set("sub", loopFor<binary<float, Sub<float>>, binary<double, Sub<double>>>);
    table.set("mul", loopFor<binary<float, Mul<float>>, binary<double, Mul<double>>>);
    table.set("div", loopFor<binary<float, Div<float>>, binary<double, Div<double>>>);
    table.set("affine", loopFor<affine<float>, affine<double>>);
    table.set("exp", loopFor<exp<float>, exp<double>>);
    table.set("log", loopFor<log<float>, log<double>>);
    table.set("sqrt", loopFor<sqrt<float>, sqrt<double>>);
    table.set("square", loopFor<square<float>, square<double>>);
    table.set("abs", loopFor<abs<float>, abs<double>>);
    table.set("relu", loopFor<relu<float>, relu<double>>);
    table.set("tanh", loopFor<tanh<float>, tanh<double>>);
    table.set("sigmoid", loopFor<sigmoid<float>, sigmoid<double>>);
    table.set("softplus", loopFor<softplus<float>, softplus<double>>);
    table.set("silu", loopFor<silu<float>, silu<double>>);
    table.set("gelu", loopFor<gelu<float>, gelu<double>>);
    table.set("gelu_tanh", loopFor<geluTanh<float>, geluTanh<double>>);
    table.set("clamp", loopFor<clamp<float>, clamp<double>>);
    table.set("greater", loopFor<greater<float>, greater<double>>);
}

} // namespace lb::engine::reference
