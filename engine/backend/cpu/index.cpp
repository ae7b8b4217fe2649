#include "engine/backend/cpu/cpu_kernel.h"
#include "engine/core/error.h"

#include <algorithm>

namespace lb::engine::cpu {

namespace {

Index checkedRow(std::int32_t index, Index rows)
{
    LB_ASSERT(index >= 0 && index < rows);
    return index >= 0 && index < rows ? index : 0; // never outside, whatever a batch holds
}

class GatherRowsKernel : public CpuKernel {
public:
    GatherRowsKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CpuKernel(context)
        , m_rows(inputShape(graph, node, 0)[0])
        , m_width(inputShape(graph, node, 0)[1])
        , m_count(inputShape(graph, node, 1).elements())
        , m_isStored(graph.typeOf(node.inputs[0]).dtype == DType::BF16)
    {
    }

protected:
    void execute(const KernelCall& call) override
    {
        const std::int32_t* indices = call.input<std::int32_t>(1);
        float* y = call.output<float>(0);
        forRows(team(), m_count, kCheapGrain / std::max<Index>(m_width, 1) + 1, [&](Index begin, Index end) {
            for (Index i = begin; i < end; ++i) {
                const Index first = checkedRow(indices[i], m_rows) * m_width;
                if (m_isStored)
                    vector().fewRows.widen(call.input<std::uint16_t>(0) + first, y + i * m_width, m_width);
                else
                    std::copy_n(call.input<float>(0) + first, m_width, y + i * m_width);
            }
        });
    }

private:
    Index m_rows;
    Index m_width;
    Index m_count;
    bool m_isStored;
};

/// Threads own ranges of the table's rows and all read the whole list of indices: every row is summed in its order.
class ScatterRowsKernel : public CpuKernel {
public:
    ScatterRowsKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CpuKernel(context)
        , m_rows(outputShape(graph, node)[0])
        , m_width(outputShape(graph, node)[1])
        , m_count(inputShape(graph, node, 1).elements())
    {
    }

protected:
    void execute(const KernelCall& call) override
    {
        const float* updates = call.input<float>(0);
        const std::int32_t* indices = call.input<std::int32_t>(1);
        float* y = call.output<float>(0);
        forRows(team(), m_rows, kCheapGrain / std::max<Index>(m_width, 1) + 1, [&](Index begin, Index end) {
            std::fill(y + begin * m_width, y + end * m_width, 0.0F);
            for (Index i = 0; i < m_count; ++i) {
                const Index row = checkedRow(indices[i], m_rows);
                if (row >= begin && row < end)
                    vector().layout.add(updates + i * m_width, y + row * m_width, m_width);
            }
        });
    }

private:
    Index m_rows;
    Index m_width;
    Index m_count;
};

} // namespace

void addIndexKernels(CpuTable& table)
{
    table.set("gather_rows", make<GatherRowsKernel>);
    table.set("scatter_rows", make<ScatterRowsKernel>);
}

} // namespace lb::engine::cpu
