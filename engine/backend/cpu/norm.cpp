#include "engine/backend/cpu/cpu_kernel.h"

namespace lb::engine::cpu {

namespace {

/// A matrix whose columns (batch norm) or rows (layer norm) are normalised, split between threads along the others.
class NormKernel : public CpuKernel {
public:
    NormKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CpuKernel(context)
        , m_epsilon(node.attributes.has("epsilon") ? node.attributes.real("epsilon") : 0.0)
    {
        const Shape& shape = inputShape(graph, node, 0);
        m_columns = shape[-1];
        m_rows = shape.product(0, shape.rank() - 1);
    }

protected:
    Index m_rows = 0;
    Index m_columns = 0;
    double m_epsilon;
};

class BatchNormKernel : public NormKernel {
public:
    using NormKernel::NormKernel;

protected:
    void execute(const KernelCall& call) override
    {
        forRange(team(), m_columns, kCostlyGrain / m_rows + 16, [&](Index begin, Index end) {
            vector().batchNorm.forward(call.input<float>(0), call.output<float>(0), call.output<float>(1),
                                       call.output<float>(2), {m_rows, m_columns, begin, end}, m_epsilon);
        });
    }
};

class BatchNormGradKernel : public NormKernel {
public:
    using NormKernel::NormKernel;

protected:
    void execute(const KernelCall& call) override
    {
        forRange(team(), m_columns, kCostlyGrain / m_rows + 16, [&](Index begin, Index end) {
            vector().batchNorm.backward(call.input<float>(0), call.input<float>(1), call.input<float>(2),
                                        call.output<float>(0), {m_rows, m_columns, begin, end}, m_epsilon);
        });
    }
};

class LayerNormKernel : public NormKernel {
public:
    using NormKernel::NormKernel;

protected:
    void execute(const KernelCall& call) override
    {
        forRows(team(), m_rows, kCheapGrain / m_columns + 1, [&](Index begin, Index end) {
            const Index at = begin * m_columns;
            vector().rows.layerNorm(call.input<float>(0) + at, call.output<float>(0) + at,
                                    call.output<float>(1) + begin, end - begin, m_columns, m_epsilon);
        });
    }
};

class LayerNormGradKernel : public NormKernel {
public:
    using NormKernel::NormKernel;

protected:
    void execute(const KernelCall& call) override
    {
        forRows(team(), m_rows, kCheapGrain / m_columns + 1, [&](Index begin, Index end) {
            const Index at = begin * m_columns;
            vector().rows.layerNormGrad(call.input<float>(0) + at, call.input<float>(1) + begin,
                                        call.input<float>(2) + at, call.output<float>(0) + at, end - begin, m_columns);
        });
    }
};

template <class T>
std::unique_ptr<Kernel> make(const CpuContext& context, const Graph& graph, const Node& node)
{
    return std::make_unique<T>(context, graph, node);
}

} // namespace

void addNormKernels(CpuTable& table)
{
    table.set("batch_norm", make<BatchNormKernel>);
    table.set("batch_norm_grad", make<BatchNormGradKernel>);
    table.set("layer_norm", make<LayerNormKernel>);
    table.set("layer_norm_grad", make<LayerNormGradKernel>);
}

} // namespace lb::engine::cpu
