#include "engine/backend/cuda/activation.h"
#include "engine/backend/cuda/element_map.h"
#include "engine/backend/cuda/strided.h"

namespace lb::engine::cuda {

namespace {

struct Add {
    __device__ float operator()(float a, float b) const { return a + b; }
};
struct Sub {
    __device__ float operator()(float a, float b) const { return a - b; }
};
struct Mul {
    __device__ float operator()(float a, float b) const { return a * b; }
};
struct Div {
    __device__ float operator()(float a, float b) const { return a / b; }
};

template <class F>
__global__ void broadcastPairs(F f, StridedSpace<2> space, const float* a, const float* b, float* y, Index count)
{
    const Index i = threadNumber();
    if (i >= count)
        return;
    Index at[2];
    space.offsets(i, at);
    y[i] = f(a[at[0]], b[at[1]]);
}

template <class F>
std::unique_ptr<Kernel> binary(const NodeView& view)
{
    const cudaStream_t stream = view.context.stream();
    const Index count = view.count();
    const Shape &a = view.input(0), &b = view.input(1), &y = view.output(0);
    if (a == b)
        return launching([=](const KernelCall& call) {
            launchMapPairs(stream, F{}, call.input<float>(0), call.input<float>(1), call.output<float>(0), count);
        });
    StridedSpace<2> space;
    const auto stridesA = broadcastStrides(a, y), stridesB = broadcastStrides(b, y);
    for (int axis = 0; axis < y.rank(); ++axis)
        space.append(y[axis], {stridesA[static_cast<std::size_t>(axis)], stridesB[static_cast<std::size_t>(axis)]});
    return launching([=](const KernelCall& call) {
        launch(stream, gridFor(count), broadcastPairs<F>, F{}, space, call.input<float>(0), call.input<float>(1),
               call.output<float>(0), count);
    });
}

struct Affine {
    float scale, shift;
    explicit Affine(const Attributes& attributes)
        : scale(static_cast<float>(attributes.real("scale")))
        , shift(static_cast<float>(attributes.real("shift")))
    {
    }
    __device__ float operator()(float x) const { return scale * x + shift; }
};
struct Clamp {
    float low, high;
    explicit Clamp(const Attributes& attributes)
        : low(static_cast<float>(attributes.real("low")))
        , high(static_cast<float>(attributes.real("high")))
    {
    }
    __device__ float operator()(float x) const { return x < low ? low : x > high ? high : x; }
};
struct Greater {
    float threshold;
    explicit Greater(const Attributes& attributes)
        : threshold(static_cast<float>(attributes.real("threshold")))
    {
    }
    __device__ float operator()(float x) const { return x > threshold ? 1.0F : 0.0F; }
};

/// A function without settings.
struct Plain {
    explicit Plain(const Attributes&) {}
};
struct Exp : Plain {
    using Plain::Plain;
    __device__ float operator()(float x) const { return expf(x); }
};
struct Log : Plain {
    using Plain::Plain;
    __device__ float operator()(float x) const { return logf(x); }
};
struct Sqrt : Plain {
    using Plain::Plain;
    __device__ float operator()(float x) const { return sqrtf(x); }
};
struct Square : Plain {
    using Plain::Plain;
    __device__ float operator()(float x) const { return x * x; }
};
struct Abs : Plain {
    using Plain::Plain;
    __device__ float operator()(float x) const { return fabsf(x); }
};
struct Relu : Plain {
    using Plain::Plain;
    __device__ float operator()(float x) const { return x < 0.0F ? 0.0F : x; } // keeps NaN, so that it is noticed
};
struct Tanh : Plain {
    using Plain::Plain;
    __device__ float operator()(float x) const { return tanhf(x); }
};
struct Sigmoid : Plain {
    using Plain::Plain;
    __device__ float operator()(float x) const { return sigmoidOf(x); }
};
struct Softplus : Plain {
    using Plain::Plain;
    __device__ float operator()(float x) const { return softplusOf(x); }
};
struct Silu : Plain {
    using Plain::Plain;
    __device__ float operator()(float x) const { return x * sigmoidOf(x); }
};
struct Gelu : Plain {
    using Plain::Plain;
    __device__ float operator()(float x) const { return x * normalCdf(x); }
};
struct GeluTanh : Plain {
    using Plain::Plain;
    __device__ float operator()(float x) const { return x * GeluTanhPoint(x).gate; }
};

template <class F>
std::unique_ptr<Kernel> unary(const NodeView& view)
{
    return launching(
        [stream = view.context.stream(), count = view.count(), f = F(view.attributes())](const KernelCall& call) {
            launchMap(stream, f, call.input<float>(0), call.output<float>(0), count);
        });
}

} // namespace

void addElementwiseKernels(Table& table)
{
    table.set("add", binary<Add>);
    table.set("accumulate", binary<Add>);
    table.set("sub", binary<Sub>);
    table.set("mul", binary<Mul>);
    table.set("div", binary<Div>);
    table.set("affine", unary<Affine>);
    table.set("exp", unary<Exp>);
    table.set("log", unary<Log>);
    table.set("sqrt", unary<Sqrt>);
    table.set("square", unary<Square>);
    table.set("abs", unary<Abs>);
    table.set("relu", unary<Relu>);
    table.set("tanh", unary<Tanh>);
    table.set("sigmoid", unary<Sigmoid>);
    table.set("softplus", unary<Softplus>);
    table.set("silu", unary<Silu>);
    table.set("gelu", unary<Gelu>);
    table.set("gelu_tanh", unary<GeluTanh>);
    table.set("clamp", unary<Clamp>);
    table.set("greater", unary<Greater>);
}

} // namespace lb::engine::cuda
