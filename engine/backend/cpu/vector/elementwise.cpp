#include "engine/backend/cpu/vector/isa_tables.h"
#include "engine/backend/cpu/vector/math.h"

namespace lb::engine::cpu::LB_ISA {

namespace {

// Each op is a type with a static apply(), so that every loop below is instantiated with its arithmetic inlined.

struct Affine {
    LB_INLINE float apply(float x, const float* p) { return x * p[0] + p[1]; }
};
struct Exp {
    LB_INLINE float apply(float x, const float*) { return expOf(x); }
};
struct Log {
    LB_INLINE float apply(float x, const float*) { return logOf(x); }
};
struct Sqrt {
    LB_INLINE float apply(float x, const float*) { return __builtin_sqrtf(x); }
};
struct Square {
    LB_INLINE float apply(float x, const float*) { return x * x; }
};
struct Abs {
    LB_INLINE float apply(float x, const float*) { return absolute(x); }
};
struct Relu {
    LB_INLINE float apply(float x, const float*) { return atLeast(x, 0.0F); }
};
struct Tanh {
    LB_INLINE float apply(float x, const float*) { return tanhOf(x); }
};
struct Sigmoid {
    LB_INLINE float apply(float x, const float*) { return sigmoidOf(x); }
};
struct Softplus {
    LB_INLINE float apply(float x, const float*) { return softplusOf(x); }
};
struct Silu {
    LB_INLINE float apply(float x, const float*) { return x * sigmoidOf(x); }
};
struct Gelu {
    LB_INLINE float apply(float x, const float*) { return x * normalPoint(x).cdf; }
};
struct GeluTanh {
    LB_INLINE float apply(float x, const float*) { return x * sigmoidOf(geluTanhPoint(x).inner); }
};
struct Clamp {
    LB_INLINE float apply(float x, const float* p) { return atMost(atLeast(x, p[0]), p[1]); }
};
struct Greater {
    LB_INLINE float apply(float x, const float* p) { return x > p[0] ? 1.0F : 0.0F; }
};

struct Add {
    LB_INLINE float apply(float a, float b, const float*) { return a + b; }
};
struct Sub {
    LB_INLINE float apply(float a, float b, const float*) { return a - b; }
};
struct Mul {
    LB_INLINE float apply(float a, float b, const float*) { return a * b; }
};
struct Div {
    LB_INLINE float apply(float a, float b, const float*) { return a / b; }
};
struct SqrtGrad {
    LB_INLINE float apply(float y, float dy, const float*) { return 0.5F * dy / y; }
};
struct SquareGrad {
    LB_INLINE float apply(float x, float dy, const float*) { return 2.0F * x * dy; }
};
struct AbsGrad {
    LB_INLINE float apply(float x, float dy, const float*)
    {
        const float positive = x > 0.0F ? dy : 0.0F;
        return x < 0.0F ? -dy : positive;
    }
};
struct ReluGrad {
    LB_INLINE float apply(float y, float dy, const float*) { return y > 0.0F ? dy : 0.0F; }
};
struct TanhGrad {
    LB_INLINE float apply(float y, float dy, const float*) { return dy * (1.0F - y * y); }
};
struct SigmoidGrad {
    LB_INLINE float apply(float y, float dy, const float*) { return dy * y * (1.0F - y); }
};
struct SoftplusGrad {
    LB_INLINE float apply(float x, float dy, const float*) { return dy * sigmoidOf(x); }
};
struct SiluGrad {
    LB_INLINE float apply(float x, float dy, const float*)
    {
        const float gate = sigmoidOf(x);
        return dy * gate * (1.0F + x * (1.0F - gate));
    }
};
struct GeluGrad {
    LB_INLINE float apply(float x, float dy, const float*)
    {
        const NormalPoint at = normalPoint(x);
        return dy * (at.cdf + x * at.bell * 0.398942280F);
    }
};
struct GeluTanhGrad {
    LB_INLINE float apply(float x, float dy, const float*)
    {
        const GeluTanhPoint at = geluTanhPoint(x);
        const float gate = sigmoidOf(at.inner);
        return dy * gate * (1.0F + x * (1.0F - gate) * at.slope);
    }
};
struct ClampGrad {
    LB_INLINE float apply(float x, float dy, const float* p)
    {
        const float belowHigh = x <= p[1] ? dy : 0.0F;
        return x >= p[0] ? belowHigh : 0.0F;
    }
};
struct BceWithLogits {
    LB_INLINE float apply(float logit, float target, const float*) { return softplusOf(logit) - target * logit; }
};

template <class Op>
void unary(const float* x, float* y, Index count, const float* parameters)
{
    const float local[2] = {parameters[0], parameters[1]};
#pragma omp simd
    for (Index i = 0; i < count; ++i)
        y[i] = Op::apply(x[i], local);
}

template <class Op>
void both(const float* a, const float* b, float* y, Index count, const float* parameters)
{
    const float local[2] = {parameters[0], parameters[1]};
#pragma omp simd
    for (Index i = 0; i < count; ++i)
        y[i] = Op::apply(a[i], b[i], local);
}

template <class Op>
void onlyB(const float* a, const float* b, float* y, Index count, const float* parameters)
{
    const float local[2] = {parameters[0], parameters[1]};
    const float first = a[0];
#pragma omp simd
    for (Index i = 0; i < count; ++i)
        y[i] = Op::apply(first, b[i], local);
}

template <class Op>
void onlyA(const float* a, const float* b, float* y, Index count, const float* parameters)
{
    const float local[2] = {parameters[0], parameters[1]};
    const float second = b[0];
#pragma omp simd
    for (Index i = 0; i < count; ++i)
        y[i] = Op::apply(a[i], second, local);
}

void bceGrad(const float* logits, const float* targets, const float* dy, float* y, Index count)
{
#pragma omp simd
    for (Index i = 0; i < count; ++i)
        y[i] = dy[i] * (sigmoidOf(logits[i]) - targets[i]);
}

void fill(float value, float* y, Index count)
{
#pragma omp simd
    for (Index i = 0; i < count; ++i)
        y[i] = value;
}

template <class Op>
void set(ElementwiseKernels& table, UnaryOp op)
{
    table.unary[static_cast<int>(op)] = unary<Op>;
}

template <class Op>
void set(ElementwiseKernels& table, BinaryOp op)
{
    auto& entry = table.binary[static_cast<int>(op)];
    entry[static_cast<int>(Walk::Both)] = both<Op>;
    entry[static_cast<int>(Walk::OnlyB)] = onlyB<Op>;
    entry[static_cast<int>(Walk::OnlyA)] = onlyA<Op>;
}

} // namespace

ElementwiseKernels elementwiseKernels()
{
    ElementwiseKernels table{};
    set<Affine>(table, UnaryOp::Affine);
    set<Exp>(table, UnaryOp::Exp);
    set<Log>(table, UnaryOp::Log);
    set<Sqrt>(table, UnaryOp::Sqrt);
    set<Square>(table, UnaryOp::Square);
    set<Abs>(table, UnaryOp::Abs);
    set<Relu>(table, UnaryOp::Relu);
    set<Tanh>(table, UnaryOp::Tanh);
    set<Sigmoid>(table, UnaryOp::Sigmoid);
    set<Softplus>(table, UnaryOp::Softplus);
    set<Silu>(table, UnaryOp::Silu);
    set<Gelu>(table, UnaryOp::Gelu);
    set<GeluTanh>(table, UnaryOp::GeluTanh);
    set<Clamp>(table, UnaryOp::Clamp);
    set<Greater>(table, UnaryOp::Greater);
    set<Add>(table, BinaryOp::Add);
    set<Sub>(table, BinaryOp::Sub);
    set<Mul>(table, BinaryOp::Mul);
    set<Div>(table, BinaryOp::Div);
    set<SqrtGrad>(table, BinaryOp::SqrtGrad);
    set<SquareGrad>(table, BinaryOp::SquareGrad);
    set<AbsGrad>(table, BinaryOp::AbsGrad);
    set<ReluGrad>(table, BinaryOp::ReluGrad);
    set<TanhGrad>(table, BinaryOp::TanhGrad);
    set<SigmoidGrad>(table, BinaryOp::SigmoidGrad);
    set<SoftplusGrad>(table, BinaryOp::SoftplusGrad);
    set<SiluGrad>(table, BinaryOp::SiluGrad);
    set<GeluGrad>(table, BinaryOp::GeluGrad);
    set<GeluTanhGrad>(table, BinaryOp::GeluTanhGrad);
    set<ClampGrad>(table, BinaryOp::ClampGrad);
    set<BceWithLogits>(table, BinaryOp::BceWithLogits);
    table.bceGrad = bceGrad;
    table.fill = fill;
    return table;
}

} // namespace lb::engine::cpu::LB_ISA
