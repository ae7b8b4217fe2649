#include "engine/ops/linear.h"

#include "engine/backend/cpu/cpu_kernel.h"

namespace lb::engine::cpu {

namespace {

class LinearKernel : public CpuKernel {
public:
    LinearKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CpuKernel(context)
        , m_product(prepare(context, graph, node))
        , m_hasBias(node.inputs.size() == 3)
    {
    }
    std::size_t scratchBytes() const override { return m_product.scratchBytes(); }

protected:
    void execute(const KernelCall& call) override
    {
        m_product.run(team(), {.a = call.input<float>(0),
                               .b = call.input<float>(1),
                               .c = call.output<float>(0),
                               .scratch = call.scratch,
                               .bias = m_hasBias ? call.input<float>(2) : nullptr});
    }

private:
    static Product prepare(const CpuContext& context, const Graph& graph, const Node& node)
    {
        const Shape& x = inputShape(graph, node, 0);
        const KernelScope scope;
        return Product(context.dnnl,
                       {.m = x.product(0, x.rank() - 1),
                        .n = inputShape(graph, node, 1)[1],
                        .k = x[-1],
                        .hasBias = node.inputs.size() == 3},
                       context.team.threads());
    }
    Product m_product;
    bool m_hasBias;
};

/// One call of oneDNN where the batches can be one product, else one after another.
class MatmulKernel : public CpuKernel {
public:
    MatmulKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : CpuKernel(context)
        , m_product(prepare(context, graph, node))
    {
    }
    std::size_t scratchBytes() const override { return m_product.scratchBytes(); }

protected:
    void execute(const KernelCall& call) override
    {
        for (Index i = 0; i < m_repeats; ++i)
            m_product.run(team(), {.a = call.input<float>(0) + i * m_stepA,
                                   .b = call.input<float>(1) + i * m_stepB,
                                   .c = call.output<float>(0) + i * m_stepC,
                                   .scratch = call.scratch});
    }

private:
    Product prepare(const CpuContext& context, const Graph& graph, const Node& node)
    {
        const MatmulOptions options{node.attributes.flag("transpose_a"), node.attributes.flag("transpose_b")};
        const MatmulExtents e = matmulExtents(inputShape(graph, node, 0), inputShape(graph, node, 1), options);
        ProductSpec spec{
            .m = e.m, .n = e.n, .k = e.k, .transposeA = options.transposeA, .transposeB = options.transposeB};
        if (!e.isShared[0] && !e.isShared[1]) {
            spec.batches = e.batches;
        } else if (!e.isShared[0] && !options.transposeA) {
            spec.m = e.batches * e.m; // b is one matrix: the batches are more rows
        } else {
            m_repeats = e.batches;
            m_stepA = e.isShared[0] ? 0 : e.m * e.k;
            m_stepB = e.isShared[1] ? 0 : e.k * e.n;
            m_stepC = e.m * e.n;
        }
        const KernelScope scope;
        return Product(context.dnnl, spec, context.team.threads());
    }
    Index m_repeats = 1;
    Index m_stepA = 0;
    Index m_stepB = 0;
    Index m_stepC = 0;
    Product m_product; // last: prepare() sets the others
};

} // namespace

void addLinearKernels(CpuTable& table)
{
    table.set("linear", make<LinearKernel>);
    table.set("matmul", make<MatmulKernel>);
}

} // namespace lb::engine::cpu
