#include "engine/backend/cuda/activation.h"
#include "engine/backend/cuda/element_map.h"

namespace lb::engine::cuda {

namespace {

/// dx from (forward value, dy), without settings.
struct Plain {
    explicit Plain(const Attributes&) {}
};
struct SqrtGrad : Plain {
    using Plain::Plain;
    __device__ float operator()(float y, float dy) const { return dy * 0.5F / y; }
};
struct SquareGrad : Plain {
    using Plain::Plain;
    __device__ float operator()(float x, float dy) const { return 2.0F * x * dy; }
};
struct AbsGrad : Plain {
    using Plain::Plain;
    __device__ float operator()(float x, float dy) const { return x > 0.0F ? dy : x < 0.0F ? -dy : 0.0F; }
};
struct ReluGrad : Plain {
    using Plain::Plain;
    __device__ float operator()(float y, float dy) const { return y > 0.0F ? dy : 0.0F; }
};
struct TanhGrad : Plain {
    using Plain::Plain;
    __device__ float operator()(float y, float dy) const { return dy * (1.0F - y * y); }
};
struct SigmoidGrad : Plain {
    using Plain::Plain;
    __device__ float operator()(float y, float dy) const { return dy * y * (1.0F - y); }
};
struct SoftplusGrad : Plain {
    using Plain::Plain;
    __device__ float operator()(float x, float dy) const { return dy * sigmoidOf(x); }
};
struct SiluGrad : Plain {
    using Plain::Plain;
    __device__ float operator()(float x, float dy) const
    {
        const float gate = sigmoidOf(x);
        return dy * gate * (1.0F + x * (1.0F - gate));
    }
};
/// Phi(x) + x phi(x)
struct GeluGrad : Plain {
    using Plain::Plain;
    __device__ float operator()(float x, float dy) const
    {
        constexpr float kDensity = 0.39894228040143268F; // 1 / sqrt(2 pi)
        return dy * (normalCdf(x) + x * expf(-0.5F * x * x) * kDensity);
    }
};
struct GeluTanhGrad : Plain {
    using Plain::Plain;
    __device__ float operator()(float x, float dy) const
    {
        const GeluTanhPoint at(x);
        return dy * at.gate * (1.0F + x * (1.0F - at.gate) * at.slope);
    }
};
struct ClampGrad {
    float low, high;
    explicit ClampGrad(const Attributes& attributes)
        : low(static_cast<float>(attributes.real("low")))
        , high(static_cast<float>(attributes.real("high")))
    {
    }
    __device__ float operator()(float x, float dy) const { return x >= low && x <= high ? dy : 0.0F; }
};

template <class F>
std::unique_ptr<Kernel> gradient(const NodeView& view)
{
    return launching(
        [stream = view.context.stream(), count = view.count(), f = F(view.attributes())](const KernelCall& call) {
            launchMapPairs(stream, f, call.input<float>(0), call.input<float>(1), call.output<float>(0), count);
        });
}

} // namespace

void addGradientKernels(Table& table)
{
    table.set("sqrt_grad", gradient<SqrtGrad>);
    table.set("square_grad", gradient<SquareGrad>);
    table.set("abs_grad", gradient<AbsGrad>);
    table.set("relu_grad", gradient<ReluGrad>);
    table.set("tanh_grad", gradient<TanhGrad>);
    table.set("sigmoid_grad", gradient<SigmoidGrad>);
    table.set("softplus_grad", gradient<SoftplusGrad>);
    table.set("silu_grad", gradient<SiluGrad>);
    table.set("gelu_grad", gradient<GeluGrad>);
    table.set("gelu_tanh_grad", gradient<GeluTanhGrad>);
    table.set("clamp_grad", gradient<ClampGrad>);
}

} // namespace lb::engine::cuda
