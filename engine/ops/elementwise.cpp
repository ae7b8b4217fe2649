#include "engine/ops/elementwise.h"

#include "engine/ops/families.h"
#include "engine/ops/reduce.h"
#include "engine/ops/shape_rules.h"

namespace lb::engine {

namespace {

using namespace rules;
using Gradients = std::vector<Value>;

Types binaryTypes(const Types& in, const Attributes&)
{
    expectCount(in, 2);
    expectFloats(in);
    return {{broadcastShapes("broadcast", in[0].shape, in[1].shape), in[0].dtype}};
}

Types unaryTypes(const Types& in, const Attributes&)
{
    expectAlike(in, 1);
    return {in[0]};
}

/// Backward ops take (forward value, output gradient) and may overwrite the gradient.
Types gradTypes(const Types& in, const Attributes&)
{
    expectAlike(in, 2);
    return {in[1]};
}

constexpr OpDef binaryOp(std::string_view name, Gradients (*gradient)(const GradientInputs&))
{
    return {.name = name, .outputTypes = binaryTypes, .gradient = gradient, .flops = perOutput<1>, .mayOverwrite = 0};
}

template <int kCost>
constexpr OpDef unaryOp(std::string_view name, Gradients (*gradient)(const GradientInputs&))
{
    return {
        .name = name, .outputTypes = unaryTypes, .gradient = gradient, .flops = perOutput<kCost>, .mayOverwrite = 0};
}

template <int kCost>
constexpr OpDef gradOp(std::string_view name)
{
    return {.name = name, .outputTypes = gradTypes, .flops = perOutput<kCost>, .mayOverwrite = 1};
}

constexpr OpDef kSqrtGrad = gradOp<2>("sqrt_grad");
constexpr OpDef kSquareGrad = gradOp<2>("square_grad");
constexpr OpDef kAbsGrad = gradOp<1>("abs_grad");
constexpr OpDef kReluGrad = gradOp<1>("relu_grad");
constexpr OpDef kTanhGrad = gradOp<3>("tanh_grad");
constexpr OpDef kSigmoidGrad = gradOp<3>("sigmoid_grad");
constexpr OpDef kSoftplusGrad = gradOp<6>("softplus_grad");
constexpr OpDef kClampGrad = gradOp<2>("clamp_grad");
constexpr OpDef kSiluGrad = gradOp<9>("silu_grad");
constexpr OpDef kGeluGrad = gradOp<24>("gelu_grad");
constexpr OpDef kGeluTanhGrad = gradOp<18>("gelu_tanh_grad");

/// The rule "one backward op reads the input" or, for kFromOutput, the output.
template <const OpDef* kGrad, bool kFromOutput>
Gradients fusedGradient(const GradientInputs& g)
{
    const Value read = kFromOutput ? g.outputs[0] : g.inputs[0];
    return {g.graph.recordOne(*kGrad, {read, g.outputGradients[0]}, g.attributes)};
}

constexpr OpDef kAdd = binaryOp("add", [](const GradientInputs& g) -> Gradients {
    const Value dy = g.outputGradients[0];
    return {g.wanted[0] ? sumTo(dy, g.inputs[0].shape()) : Value{},
            g.wanted[1] ? sumTo(dy, g.inputs[1].shape()) : Value{}};
});

constexpr OpDef kSub = binaryOp("sub", [](const GradientInputs& g) -> Gradients {
    const Value dy = g.outputGradients[0];
    return {g.wanted[0] ? sumTo(dy, g.inputs[0].shape()) : Value{},
            g.wanted[1] ? -sumTo(dy, g.inputs[1].shape()) : Value{}};
});

constexpr OpDef kMul = binaryOp("mul", [](const GradientInputs& g) -> Gradients {
    const Value dy = g.outputGradients[0];
    return {g.wanted[0] ? sumTo(dy * g.inputs[1], g.inputs[0].shape()) : Value{},
            g.wanted[1] ? sumTo(dy * g.inputs[0], g.inputs[1].shape()) : Value{}};
});

constexpr OpDef kDiv = binaryOp("div", [](const GradientInputs& g) -> Gradients {
    const Value scaled = g.outputGradients[0] / g.inputs[1];
    return {g.wanted[0] ? sumTo(scaled, g.inputs[0].shape()) : Value{},
            g.wanted[1] ? -sumTo(scaled * g.outputs[0], g.inputs[1].shape()) : Value{}};
});

constexpr OpDef kAffine = unaryOp<2>("affine", [](const GradientInputs& g) -> Gradients {
    return {affine(g.outputGradients[0], g.attributes.real("scale"), 0.0)};
});

constexpr OpDef kExp =
    unaryOp<4>("exp", [](const GradientInputs& g) -> Gradients { return {g.outputGradients[0] * g.outputs[0]}; });
constexpr OpDef kLog =
    unaryOp<4>("log", [](const GradientInputs& g) -> Gradients { return {g.outputGradients[0] / g.inputs[0]}; });
constexpr OpDef kSqrt = unaryOp<1>("sqrt", fusedGradient<&kSqrtGrad, true>);
constexpr OpDef kSquare = unaryOp<1>("square", fusedGradient<&kSquareGrad, false>);
constexpr OpDef kAbs = unaryOp<1>("abs", fusedGradient<&kAbsGrad, false>);
constexpr OpDef kRelu = unaryOp<1>("relu", fusedGradient<&kReluGrad, true>);
constexpr OpDef kTanh = unaryOp<6>("tanh", fusedGradient<&kTanhGrad, true>);
constexpr OpDef kSigmoid = unaryOp<5>("sigmoid", fusedGradient<&kSigmoidGrad, true>);
constexpr OpDef kSoftplus = unaryOp<8>("softplus", fusedGradient<&kSoftplusGrad, false>);
constexpr OpDef kSilu = unaryOp<6>("silu", fusedGradient<&kSiluGrad, false>);
constexpr OpDef kGelu = unaryOp<20>("gelu", fusedGradient<&kGeluGrad, false>);
constexpr OpDef kGeluTanh = unaryOp<11>("gelu_tanh", fusedGradient<&kGeluTanhGrad, false>);
constexpr OpDef kClamp = unaryOp<2>("clamp", fusedGradient<&kClampGrad, false>);

Gradients nothing(const GradientInputs&)
{
    return {Value{}};
}

constexpr OpDef kGreater = unaryOp<1>("greater", nothing);
constexpr OpDef kStopGradient{
    .name = "stop_gradient",
    .outputTypes =
        [](const Types& in, const Attributes&) {
            expectCount(in, 1);
            return Types{in[0]};
        },
    .gradient = nothing,
    .isView = true,
};

Value binary(const OpDef& op, Value a, Value b)
{
    return a.graph().recordOne(op, {a, b});
}
Value unary(const OpDef& op, Value x)
{
    return x.graph().recordOne(op, {x});
}

} // namespace

std::vector<const OpDef*> elementwiseOps()
{
    return {&kAdd,          &kSub,     &kMul,         &kDiv,      &kAffine,       &kExp,      &kLog,         &kSqrt,
            &kSqrtGrad,     &kSquare,  &kSquareGrad,  &kAbs,      &kAbsGrad,      &kRelu,     &kReluGrad,    &kTanh,
            &kTanhGrad,     &kSigmoid, &kSigmoidGrad, &kSoftplus, &kSoftplusGrad, &kClamp,    &kClampGrad,   &kGreater,
            &kStopGradient, &kSilu,    &kSiluGrad,    &kGelu,     &kGeluGrad,     &kGeluTanh, &kGeluTanhGrad};
}

Value operator+(Value a, Value b)
{
    return binary(kAdd, a, b);
}
Value operator-(Value a, Value b)
{
    return binary(kSub, a, b);
}
Value operator*(Value a, Value b)
{
    return binary(kMul, a, b);
}
Value operator/(Value a, Value b)
{
    return binary(kDiv, a, b);
}

Value affine(Value x, double scale, double shift)
{
    if (scale == 1.0 && shift == 0.0)
        return x;
    return x.graph().recordOne(kAffine, {x}, {{"scale", scale}, {"shift", shift}});
}

Value exp(Value x)
{
    return unary(kExp, x);
}
Value log(Value x)
{
    return unary(kLog, x);
}
Value sqrt(Value x)
{
    return unary(kSqrt, x);
}
Value square(Value x)
{
    return unary(kSquare, x);
}
Value abs(Value x)
{
    return unary(kAbs, x);
}
Value relu(Value x)
{
    return unary(kRelu, x);
}
Value tanh(Value x)
{
    return unary(kTanh, x);
}
Value sigmoid(Value x)
{
    return unary(kSigmoid, x);
}
Value softplus(Value x)
{
    return unary(kSoftplus, x);
}

Value silu(Value x)
{
    return unary(kSilu, x);
}
Value gelu(Value x)
{
    return unary(kGelu, x);
}
Value geluTanh(Value x)
{
    return unary(kGeluTanh, x);
}

Value clamp(Value x, double low, double high)
{
    return x.graph().recordOne(kClamp, {x}, {{"low", low}, {"high", high}});
}

Value greater(Value x, double threshold)
{
    return x.graph().recordOne(kGreater, {x}, {{"threshold", threshold}});
}

Value stopGradient(Value x)
{
    return unary(kStopGradient, x);
}

} // namespace lb::engine
