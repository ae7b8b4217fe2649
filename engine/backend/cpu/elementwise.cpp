#include "engine/backend/cpu/broadcast.h"
#include "engine/backend/cpu/cpu_kernel.h"

#include <utility>

namespace lb::engine::cpu {

namespace {

using Parameters = std::array<float, 2>;

float attribute(const Node& node, std::string_view name)
{
    return static_cast<float>(node.attributes.real(name));
}

Parameters parametersOf(const Node& node)
{
    const std::string_view op = node.op->name;
    if (op == "affine")
        return {attribute(node, "scale"), attribute(node, "shift")};
    if (op == "clamp" || op == "clamp_grad")
        return {attribute(node, "low"), attribute(node, "high")};
    if (op == "greater")
        return {attribute(node, "threshold"), 0.0F};
    return {};
}

class UnaryKernel : public CpuKernel {
public:
    UnaryKernel(const CpuContext& context, const Graph& graph, const Node& node, UnaryOp op, Index grain)
        : CpuKernel(context)
        , m_loop(context.vector.elementwise.unary[static_cast<int>(op)])
        , m_parameters(parametersOf(node))
        , m_count(outputShape(graph, node).elements())
        , m_grain(grain)
    {
    }

protected:
    void execute(const KernelCall& call) override
    {
        const float* x = call.input<float>(0);
        float* y = call.output<float>(0);
        forRange(team(), m_count, m_grain,
                 [&](Index begin, Index end) { m_loop(x + begin, y + begin, end - begin, m_parameters.data()); });
    }

private:
    ElementwiseKernels::Unary m_loop;
    Parameters m_parameters;
    Index m_count;
    Index m_grain;
};

/// Two operands, broadcast against each other: outer rows, and inside a row both operands walk or one stands still.
class BinaryKernel : public CpuKernel {
public:
    BinaryKernel(const CpuContext& context, const Graph& graph, const Node& node, BinaryOp op, Index grain)
        : CpuKernel(context)
        , m_plan(planBroadcast(outputShape(graph, node), inputShape(graph, node, 0), inputShape(graph, node, 1)))
        , m_parameters(parametersOf(node))
        , m_grain(grain)
    {
        const Walk walk = m_plan.innerA == 0 ? Walk::OnlyB : m_plan.innerB == 0 ? Walk::OnlyA : Walk::Both;
        m_loop = context.vector.elementwise.binary[static_cast<int>(op)][static_cast<int>(walk)];
    }

protected:
    void execute(const KernelCall& call) override
    {
        const float* a = call.input<float>(0);
        const float* b = call.input<float>(1);
        float* y = call.output<float>(0);
        if (m_plan.outer == 1) {
            forRange(team(), m_plan.inner, m_grain, [&](Index begin, Index end) {
                m_loop(a + begin * m_plan.innerA, b + begin * m_plan.innerB, y + begin, end - begin,
                       m_parameters.data());
            });
            return;
        }
        forRows(team(), m_plan.outer, m_grain / std::max<Index>(m_plan.inner, 1) + 1, [&](Index begin, Index end) {
            BroadcastWalk walk(m_plan, begin);
            for (Index row = begin; row < end; ++row, walk.next())
                m_loop(a + walk.offsetA(), b + walk.offsetB(), y + row * m_plan.inner, m_plan.inner,
                       m_parameters.data());
        });
    }

private:
    BroadcastPlan m_plan;
    Parameters m_parameters;
    Index m_grain;
    ElementwiseKernels::Binary m_loop = nullptr;
};

template <UnaryOp op, Index grain>
std::unique_ptr<Kernel> makeUnary(const CpuContext& context, const Graph& graph, const Node& node)
{
    return std::make_unique<UnaryKernel>(context, graph, node, op, grain);
}

template <BinaryOp op, Index grain>
std::unique_ptr<Kernel> makeBinary(const CpuContext& context, const Graph& graph, const Node& node)
{
    return std::make_unique<BinaryKernel>(context, graph, node, op, grain);
}

} // namespace

void addElementwiseKernels(CpuTable& table)
{
    table.set("add", makeBinary<BinaryOp::Add, kCheapGrain>);
    table.set("accumulate", makeBinary<BinaryOp::Add, kCheapGrain>);
    table.set("sub", makeBinary<BinaryOp::Sub, kCheapGrain>);
    table.set("mul", makeBinary<BinaryOp::Mul, kCheapGrain>);
    table.set("div", makeBinary<BinaryOp::Div, kCheapGrain>);
    table.set("affine", makeUnary<UnaryOp::Affine, kCheapGrain>);
    table.set("exp", makeUnary<UnaryOp::Exp, kCostlyGrain>);
    table.set("log", makeUnary<UnaryOp::Log, kCostlyGrain>);
    table.set("sqrt", makeUnary<UnaryOp::Sqrt, kCheapGrain>);
    table.set("square", makeUnary<UnaryOp::Square, kCheapGrain>);
    table.set("abs", makeUnary<UnaryOp::Abs, kCheapGrain>);
    table.set("relu", makeUnary<UnaryOp::Relu, kCheapGrain>);
    table.set("tanh", makeUnary<UnaryOp::Tanh, kCostlyGrain>);
    table.set("sigmoid", makeUnary<UnaryOp::Sigmoid, kCostlyGrain>);
    table.set("softplus", makeUnary<UnaryOp::Softplus, kCostlyGrain>);
    table.set("silu", makeUnary<UnaryOp::Silu, kCostlyGrain>);
    table.set("gelu", makeUnary<UnaryOp::Gelu, kCostlyGrain>);
    table.set("gelu_tanh", makeUnary<UnaryOp::GeluTanh, kCostlyGrain>);
    table.set("clamp", makeUnary<UnaryOp::Clamp, kCheapGrain>);
    table.set("greater", makeUnary<UnaryOp::Greater, kCheapGrain>);
    table.set("sqrt_grad", makeBinary<BinaryOp::SqrtGrad, kCheapGrain>);
    table.set("square_grad", makeBinary<BinaryOp::SquareGrad, kCheapGrain>);
    table.set("abs_grad", makeBinary<BinaryOp::AbsGrad, kCheapGrain>);
    table.set("relu_grad", makeBinary<BinaryOp::ReluGrad, kCheapGrain>);
    table.set("tanh_grad", makeBinary<BinaryOp::TanhGrad, kCheapGrain>);
    table.set("sigmoid_grad", makeBinary<BinaryOp::SigmoidGrad, kCheapGrain>);
    table.set("softplus_grad", makeBinary<BinaryOp::SoftplusGrad, kCostlyGrain>);
    table.set("silu_grad", makeBinary<BinaryOp::SiluGrad, kCostlyGrain>);
    table.set("gelu_grad", makeBinary<BinaryOp::GeluGrad, kCostlyGrain>);
    table.set("gelu_tanh_grad", makeBinary<BinaryOp::GeluTanhGrad, kCostlyGrain>);
    table.set("clamp_grad", makeBinary<BinaryOp::ClampGrad, kCheapGrain>);
    table.set("bce_with_logits", makeBinary<BinaryOp::BceWithLogits, kCostlyGrain>);
}

} // namespace lb::engine::cpu
