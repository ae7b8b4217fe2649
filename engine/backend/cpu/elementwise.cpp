#include "engine/backend/cpu/broadcast.h"
#include "engine/backend/cpu/cpu_kernel.h"
#include "engine/backend/cpu/element_loops.h"

#include <utility>

namespace lb::engine::cpu {

namespace {

class UnaryKernel : public CpuKernel {
public:
    UnaryKernel(const CpuContext& context, const Graph& graph, const Node& node, UnaryOp op, Index grain)
        : CpuKernel(context)
        , m_loop(context.vector.elementwise.unary[static_cast<int>(op)])
        , m_parameters(loopParameters(node))
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
    LoopParameters m_parameters;
    Index m_count;
    Index m_grain;
};

/// Two operands, broadcast against each other: outer rows, and inside a row both operands walk or one stands still.
class BinaryKernel : public CpuKernel {
public:
    BinaryKernel(const CpuContext& context, const Graph& graph, const Node& node, BinaryOp op, Index grain)
        : CpuKernel(context)
        , m_plan(planBroadcast(outputShape(graph, node), inputShape(graph, node, 0), inputShape(graph, node, 1)))
        , m_parameters(loopParameters(node))
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
    LoopParameters m_parameters;
    Index m_grain;
    ElementwiseKernels::Binary m_loop = nullptr;
};

std::unique_ptr<Kernel> makeFunction(const CpuContext& context, const Graph& graph, const Node& node)
{
    const FunctionLoop& function = *findFunction(node.op->name);
    return std::make_unique<UnaryKernel>(context, graph, node, function.loop, function.grain);
}

std::unique_ptr<Kernel> makeCombination(const CpuContext& context, const Graph& graph, const Node& node)
{
    const CombinationLoop& combination = *findCombination(node.op->name);
    return std::make_unique<BinaryKernel>(context, graph, node, combination.loop, combination.grain);
}

} // namespace

void addElementwiseKernels(CpuTable& table)
{
    for (const FunctionLoop& function : functionLoops())
        table.set(function.op, makeFunction);
    for (const CombinationLoop& combination : combinationLoops())
        table.set(combination.op, makeCombination);
}

} // namespace lb::engine::cpu
