#include "engine/backend/cpu/cpu_kernel.h"

namespace lb::engine::cpu {

namespace {

/// Rows of the last axis, split between threads.
class RowsKernel : public CpuKernel {
public:
    using Loop = void (*)(const RowKernels& loops, const KernelCall& call, Index begin, Index rows, Index columns);

    RowsKernel(const CpuContext& context, const Graph& graph, const Node& node, Loop loop)
        : CpuKernel(context)
        , m_loop(loop)
    {
        const Shape& shape = inputShape(graph, node, 0);
        m_columns = shape[-1];
        m_rows = shape.product(0, shape.rank() - 1);
    }

protected:
    void execute(const KernelCall& call) override
    {
        if (m_columns == 0)
            return;
        forRows(team(), m_rows, kCostlyGrain / m_columns + 1,
                [&](Index begin, Index end) { m_loop(vector().rows, call, begin, end - begin, m_columns); });
    }

private:
    Loop m_loop;
    Index m_rows = 0;
    Index m_columns = 0;
};

void softmax(const RowKernels& loops, const KernelCall& call, Index begin, Index rows, Index columns)
{
    const Index at = begin * columns;
    loops.softmax(call.input<float>(0) + at, call.output<float>(0) + at, rows, columns);
}

void softmaxGrad(const RowKernels& loops, const KernelCall& call, Index begin, Index rows, Index columns)
{
    const Index at = begin * columns;
    loops.softmaxGrad(call.input<float>(0) + at, call.input<float>(1) + at, call.output<float>(0) + at, rows, columns);
}

void logSoftmax(const RowKernels& loops, const KernelCall& call, Index begin, Index rows, Index columns)
{
    const Index at = begin * columns;
    loops.logSoftmax(call.input<float>(0) + at, call.output<float>(0) + at, rows, columns);
}

void logSoftmaxGrad(const RowKernels& loops, const KernelCall& call, Index begin, Index rows, Index columns)
{
    const Index at = begin * columns;
    loops.logSoftmaxGrad(call.input<float>(0) + at, call.input<float>(1) + at, call.output<float>(0) + at, rows,
                         columns);
}

template <RowsKernel::Loop loop>
std::unique_ptr<Kernel> makeRows(const CpuContext& context, const Graph& graph, const Node& node)
{
    return std::make_unique<RowsKernel>(context, graph, node, loop);
}

} // namespace

void addSoftmaxKernels(CpuTable& table)
{
    table.set("softmax", makeRows<softmax>);
    table.set("softmax_grad", makeRows<softmaxGrad>);
    table.set("log_softmax", makeRows<logSoftmax>);
    table.set("log_softmax_grad", makeRows<logSoftmaxGrad>);
}

} // namespace lb::engine::cpu
