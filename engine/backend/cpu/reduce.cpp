#include "engine/backend/cpu/broadcast.h"
#include "engine/backend/cpu/cpu_kernel.h"

#include <algorithm>
#include <vector>

namespace lb::engine::cpu {

namespace {

/// A sum over one run of neighbouring axes: x as [outer, reduced, inner], the middle one summed.
struct SumPlan {
    Index outer = 1;
    Index reduced = 1;
    Index inner = 1;
    bool isOneRun = true;
};

SumPlan planSum(const Shape& shape, const std::vector<std::int64_t>& axes)
{
    SumPlan plan;
    enum { Before, Inside, After } place = Before;
    for (int axis = 0; axis < shape.rank(); ++axis) {
        if (shape[axis] == 1)
            continue; // summed or not, it changes nothing
        const bool isReduced = std::find(axes.begin(), axes.end(), axis) != axes.end();
        if (place == Before && isReduced)
            place = Inside;
        else if (place == Inside && !isReduced)
            place = After;
        else if (place == After && isReduced)
            plan.isOneRun = false;
        (isReduced ? plan.reduced : place == Before ? plan.outer : plan.inner) *= shape[axis];
    }
    return plan;
}

/// Everything into one number: blocks of fixed size, whatever the thread count, added in their order.
class SumAllKernel : public CpuKernel {
public:
    SumAllKernel(const CpuContext& context, Index count)
        : CpuKernel(context)
        , m_count(count)
    {
    }
    std::size_t scratchBytes() const override { return static_cast<std::size_t>(blocks()) * sizeof(double); }

protected:
    void execute(const KernelCall& call) override
    {
        auto* sums = reinterpret_cast<double*>(call.scratch);
        const float* x = call.input<float>(0);
        forRows(team(), blocks(), kCheapGrain / kBlock, [&](Index begin, Index end) {
            for (Index block = begin; block < end; ++block)
                sums[block] = vector().reduce.sum(x + block * kBlock, std::min(kBlock, m_count - block * kBlock));
        });
        double total = 0.0;
        for (Index block = 0; block < blocks(); ++block)
            total += sums[block];
        *call.output<float>(0) = static_cast<float>(total);
    }

private:
    static constexpr Index kBlock = 4096;
    Index blocks() const { return (m_count + kBlock - 1) / kBlock; }
    Index m_count;
};

class SumKernel : public CpuKernel {
public:
    SumKernel(const CpuContext& context, const SumPlan& plan)
        : CpuKernel(context)
        , m_plan(plan)
    {
    }

protected:
    void execute(const KernelCall& call) override
    {
        const float* x = call.input<float>(0);
        float* y = call.output<float>(0);
        const Index slab = m_plan.reduced * m_plan.inner;
        if (m_plan.inner == 1)
            forRows(team(), m_plan.outer, kCheapGrain / std::max<Index>(slab, 1) + 1, [&](Index begin, Index end) {
                vector().reduce.sumRows(x + begin * slab, y + begin, end - begin, m_plan.reduced);
            });
        else if (m_plan.outer == 1)
            forRange(team(), m_plan.inner, kCheapGrain / std::max<Index>(m_plan.reduced, 1) + 16,
                     [&](Index begin, Index end) {
                         vector().reduce.sumColumns(x, y, m_plan.reduced, m_plan.inner, begin, end);
                     });
        else
            forRows(team(), m_plan.outer, kCheapGrain / std::max<Index>(slab, 1) + 1, [&](Index begin, Index end) {
                for (Index i = begin; i < end; ++i)
                    vector().reduce.sumColumns(x + i * slab, y + i * m_plan.inner, m_plan.reduced, m_plan.inner, 0,
                                               m_plan.inner);
            });
    }

private:
    SumPlan m_plan;
};

std::unique_ptr<Kernel> makeSum(const CpuContext& context, const Graph& graph, const Node& node)
{
    const SumPlan plan = planSum(inputShape(graph, node, 0), node.attributes.list("axes"));
    if (!plan.isOneRun)
        return nullptr; // such as axes 0 and 2 of three: nothing we train records that
    if (plan.outer == 1 && plan.inner == 1)
        return std::make_unique<SumAllKernel>(context, plan.reduced);
    return std::make_unique<SumKernel>(context, plan);
}

class BroadcastToKernel : public CpuKernel {
public:
    BroadcastToKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CpuKernel(context)
        , m_plan(planBroadcast(outputShape(graph, node), inputShape(graph, node, 0), inputShape(graph, node, 0)))
    {
    }

protected:
    void execute(const KernelCall& call) override
    {
        const float* x = call.input<float>(0);
        float* y = call.output<float>(0);
        if (m_plan.outer == 1) {
            forRange(team(), m_plan.inner, kCheapGrain,
                     [&](Index begin, Index end) { row(x + begin * m_plan.innerA, y + begin, end - begin); });
            return;
        }
        forRows(team(), m_plan.outer, kCheapGrain / std::max<Index>(m_plan.inner, 1) + 1, [&](Index begin, Index end) {
            BroadcastWalk walk(m_plan, begin);
            for (Index i = begin; i < end; ++i, walk.next())
                row(x + walk.offsetA(), y + i * m_plan.inner, m_plan.inner);
        });
    }

private:
    void row(const float* x, float* y, Index count) const
    {
        if (m_plan.innerA == 0)
            vector().elementwise.fill(*x, y, count);
        else
            std::copy_n(x, count, y);
    }
    BroadcastPlan m_plan;
};

std::unique_ptr<Kernel> makeBroadcastTo(const CpuContext& context, const Graph& graph, const Node& node)
{
    return std::make_unique<BroadcastToKernel>(context, graph, node);
}

} // namespace

void addReduceKernels(CpuTable& table)
{
    table.set("sum", makeSum);
    table.set("broadcast_to", makeBroadcastTo);
}

} // namespace lb::engine::cpu
