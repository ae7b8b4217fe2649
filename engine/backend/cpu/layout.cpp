#include "engine/backend/cpu/cpu_kernel.h"

#include <algorithm>
#include <vector>

namespace lb::engine::cpu {

namespace {

class CopyKernel : public CpuKernel {
public:
    CopyKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CpuKernel(context)
        , m_count(outputShape(graph, node).elements())
    {
    }

protected:
    void execute(const KernelCall& call) override
    {
        const float* x = call.input<float>(0);
        float* y = call.output<float>(0);
        forRange(team(), m_count, 4 * kCheapGrain,
                 [&](Index begin, Index end) { std::copy(x + begin, x + end, y + begin); });
    }

private:
    Index m_count;
};

/// Runs of numbers that move together: `outer` slabs, of which a part goes to (or comes from) a place in larger ones.
struct SlabCopy {
    Index outer = 0;
    Index length = 0; ///< numbers copied per slab
    Index fromStride = 0;
    Index toStride = 0;
};

void copySlabs(const SlabCopy& copy, const float* from, float* to)
{
    for (Index i = 0; i < copy.outer; ++i)
        std::copy_n(from + i * copy.fromStride, copy.length, to + i * copy.toStride);
}

/// Numbers in the axes from `axis` on.
Index slabOf(const Shape& shape, int axis)
{
    return shape.product(axis, shape.rank());
}

class ConcatKernel : public CpuKernel {
public:
    ConcatKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CpuKernel(context)
    {
        const Shape& out = outputShape(graph, node);
        const int axis = static_cast<int>(node.attributes.integer("axis"));
        for (std::size_t i = 0; i < node.inputs.size(); ++i) {
            const Index slab = slabOf(inputShape(graph, node, i), axis);
            m_parts.push_back({out.product(0, axis), slab, slab, slabOf(out, axis)});
        }
    }

protected:
    void execute(const KernelCall& call) override
    {
        float* to = call.output<float>(0);
        for (std::size_t i = 0; i < m_parts.size(); ++i) {
            copySlabs(m_parts[i], call.input<float>(static_cast<int>(i)), to);
            to += m_parts[i].length;
        }
    }

private:
    std::vector<SlabCopy> m_parts;
};

class SliceKernel : public CpuKernel {
public:
    SliceKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CpuKernel(context)
    {
        const Shape& in = inputShape(graph, node, 0);
        const int axis = static_cast<int>(node.attributes.integer("axis"));
        const Index slab = slabOf(outputShape(graph, node), axis);
        m_copy = {in.product(0, axis), slab, slabOf(in, axis), slab};
        m_begin = node.attributes.integer("begin") * slabOf(in, axis + 1);
    }

protected:
    void execute(const KernelCall& call) override
    {
        copySlabs(m_copy, call.input<float>(0) + m_begin, call.output<float>(0));
    }

private:
    SlabCopy m_copy;
    Index m_begin = 0;
};

class PadAxisKernel : public CpuKernel {
public:
    PadAxisKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CpuKernel(context)
        , m_count(outputShape(graph, node).elements())
    {
        const Shape& out = outputShape(graph, node);
        const int axis = static_cast<int>(node.attributes.integer("axis"));
        const Index slab = slabOf(inputShape(graph, node, 0), axis);
        m_copy = {out.product(0, axis), slab, slab, slabOf(out, axis)};
        m_before = node.attributes.integer("before") * slabOf(out, axis + 1);
    }

protected:
    void execute(const KernelCall& call) override
    {
        float* y = call.output<float>(0);
        std::fill_n(y, m_count, 0.0F);
        copySlabs(m_copy, call.input<float>(0), y + m_before);
    }

private:
    Index m_count;
    SlabCopy m_copy;
    Index m_before = 0;
};

/// Joins axes that stay neighbours; what remains must be a swap of two groups inside a batch: [b, r, c] to [b, c, r].
struct SwapPlan {
    bool isSwap = false;
    Index batches = 1;
    Index rows = 1;
    Index columns = 1;
};

SwapPlan planSwap(const Shape& shape, const std::vector<std::int64_t>& permutation)
{
    const auto rank = static_cast<int>(permutation.size());
    int kept = 0;
    while (kept < rank && permutation[static_cast<std::size_t>(kept)] == kept)
        ++kept;
    if (kept == rank)
        return {};
    const int first = static_cast<int>(permutation[static_cast<std::size_t>(kept)]); // starts the group moved forward
    for (int i = kept; i < rank; ++i) {
        const int expected = i - kept < rank - first ? first + (i - kept) : kept + (i - kept) - (rank - first);
        if (permutation[static_cast<std::size_t>(i)] != expected)
            return {};
    }
    return {true, shape.product(0, kept), shape.product(kept, first), shape.product(first, rank)};
}

class TransposeKernel : public CpuKernel {
public:
    TransposeKernel(const CpuContext& context, const SwapPlan& plan)
        : CpuKernel(context)
        , m_plan(plan)
    {
    }

protected:
    void execute(const KernelCall& call) override
    {
        const Index size = m_plan.rows * m_plan.columns;
        if (size == 0)
            return;
        for (Index batch = 0; batch < m_plan.batches; ++batch) {
            const float* x = call.input<float>(0) + batch * size;
            float* y = call.output<float>(0) + batch * size;
            forRange(team(), m_plan.columns, kCheapGrain / m_plan.rows + 16, [&](Index begin, Index end) {
                vector().layout.transpose(x + begin, y + begin * m_plan.rows, m_plan.rows, end - begin, m_plan.columns,
                                          m_plan.rows);
            });
        }
    }

private:
    SwapPlan m_plan;
};

std::unique_ptr<Kernel> makeTranspose(const CpuContext& context, const Graph& graph, const Node& node)
{
    const Shape& shape = inputShape(graph, node, 0);
    const SwapPlan plan = planSwap(shape, node.attributes.list("permutation"));
    if (!plan.isSwap)
        return nullptr;
    return std::make_unique<TransposeKernel>(context, plan);
}

} // namespace

void addLayoutKernels(CpuTable& table)
{
    table.set("copy", make<CopyKernel>);
    table.set("reshape", make<CopyKernel>);
    table.set("stop_gradient", make<CopyKernel>);
    table.set("concat", make<ConcatKernel>);
    table.set("slice", make<SliceKernel>);
    table.set("pad_axis", make<PadAxisKernel>);
    table.set("transpose", makeTranspose);
}

} // namespace lb::engine::cpu
