#include "engine/ops/linear.h"

#include "engine/backend/cpu/cpu_kernel.h"

namespace lb::engine::cpu {

namespace {

/// A product's two operands: multiplied as bfloat16 where the node is marked and the processor does so; b, where it is
/// a weight that is stored in bfloat16, as it is if the product streams it, else as F32.
class Operands {
public:
    Operands(const CpuContext& context, const Graph& graph, const Node& node, const ProductSpec& spec)
        : m_isBf16(context.multipliesBf16For(node))
        , m_packs(isWeight(graph, node.inputs[1]) && spec.batches == 1 && spec.m >= kPackedRows)
        , m_isStored(graph.typeOf(node.inputs[1]).dtype == DType::BF16)
        , m_isWidened(m_isStored && !Product::streamsB(spec))
        , m_countB(inputShape(graph, node, 1).elements())
    {
    }
    bool areBf16() const { return m_isBf16; }
    /// `spec` with what it says of the operands' numbers.
    ProductSpec described(ProductSpec spec) const
    {
        spec = converting(spec, m_isBf16);
        spec.packsB = m_isBf16 && m_packs;
        spec.isBStored = m_isStored && !m_isWidened;
        return spec;
    }
    std::size_t scratchBytes() const { return m_isWidened ? 2 * bf16Bytes(m_countB) : 0; }

    struct Addresses {
        const float* a;
        const std::byte* b; ///< F32, or a weight stored in bfloat16 that is streamed
        std::byte* scratch; ///< what is left
    };
    Addresses prepare(ThreadTeam& team, const VectorKernels& vector, const KernelCall& call) const
    {
        if (!m_isWidened)
            return {call.input<float>(0), call.inputs[1], call.scratch};
        auto* const wide = reinterpret_cast<float*>(call.scratch);
        const auto* const stored = call.input<std::uint16_t>(1);
        forRange(team, m_countB, kCheapGrain,
                 [&](Index begin, Index end) { vector.fewRows.widen(stored + begin, wide + begin, end - begin); });
        return {call.input<float>(0), call.scratch, call.scratch + scratchBytes()};
    }

private:
    /// Rows from which on a product is longer than the packing of its weights.
    static constexpr Index kPackedRows = 128;

    static bool isWeight(const Graph& graph, ValueId id) { return graph.node(graph.producerOf(id)).op->isLeaf; }

    bool m_isBf16;
    bool m_packs; ///< if the numbers are bfloat16
    bool m_isStored;
    bool m_isWidened;
    Index m_countB;
};

class ProductKernel : public CpuKernel {
public:
    bool roundsOperands() const override { return m_operands.areBf16(); }
    std::size_t scratchBytes() const override { return m_operands.scratchBytes() + m_product.scratchBytes(); }

protected:
    ProductKernel(const CpuContext& context, const Operands& operands, const ProductSpec& spec, Epilogue epilogue)
        : CpuKernel(context)
        , m_operands(operands)
        , m_product(prepare(context, operands, spec))
        , m_epilogue(std::move(epilogue))
    {
    }
    void multiply(const ProductOperands& operands) { m_product.run(team(), operands, m_epilogue); }
    Operands::Addresses operandsOf(const KernelCall& call) const { return m_operands.prepare(team(), vector(), call); }

private:
    static Product prepare(const CpuContext& context, const Operands& operands, const ProductSpec& spec)
    {
        const KernelScope scope;
        return Product(context.dnnl, operands.described(spec), context.team.threads());
    }
    Operands m_operands;
    Product m_product;
    Epilogue m_epilogue;
};

class LinearKernel : public ProductKernel {
public:
    LinearKernel(const CpuContext& context, const Graph& graph, const Node& node, Epilogue epilogue)
        : ProductKernel(context, Operands(context, graph, node, specFor(graph, node)), specFor(graph, node),
                        std::move(epilogue))
        , m_hasBias(node.inputs.size() == 3)
    {
    }

protected:
    void execute(const KernelCall& call) override
    {
        const Operands::Addresses operands = operandsOf(call);
        multiply({.a = operands.a,
                  .b = operands.b,
                  .c = call.output<float>(0),
                  .scratch = operands.scratch,
                  .bias = m_hasBias ? call.input<float>(2) : nullptr});
    }

private:
    static ProductSpec specFor(const Graph& graph, const Node& node)
    {
        const Shape& x = inputShape(graph, node, 0);
        return {.m = x.product(0, x.rank() - 1),
                .n = inputShape(graph, node, 1)[1],
                .k = x[-1],
                .hasBias = node.inputs.size() == 3};
    }
    bool m_hasBias;
};

/// One call of oneDNN where the batches can be one product, else one after another.
struct RepeatedProduct {
    ProductSpec spec;
    Index repeats = 1;
    Index stepA = 0; ///< in numbers
    Index stepB = 0;
    Index stepC = 0;
};

RepeatedProduct repeatedProduct(const Graph& graph, const Node& node)
{
    const MatmulOptions options{node.attributes.flag("transpose_a"), node.attributes.flag("transpose_b")};
    const MatmulExtents e = matmulExtents(inputShape(graph, node, 0), inputShape(graph, node, 1), options);
    RepeatedProduct result{
        .spec = {.m = e.m, .n = e.n, .k = e.k, .transposeA = options.transposeA, .transposeB = options.transposeB}};
    if (!e.isShared[0] && !e.isShared[1]) {
        result.spec.batches = e.batches;
    } else if (!e.isShared[0] && !options.transposeA) {
        result.spec.m = e.batches * e.m; // b is one matrix: the batches are more rows
    } else {
        result.repeats = e.batches;
        result.stepA = e.isShared[0] ? 0 : e.m * e.k;
        result.stepB = e.isShared[1] ? 0 : e.k * e.n;
        result.stepC = e.m * e.n;
    }
    return result;
}

class MatmulKernel : public ProductKernel {
public:
    MatmulKernel(const CpuContext& context, const Graph& graph, const Node& node, Epilogue epilogue)
        : MatmulKernel(context, Operands(context, graph, node, repeatedProduct(graph, node).spec),
                       repeatedProduct(graph, node), std::move(epilogue))
    {
    }

protected:
    void execute(const KernelCall& call) override
    {
        const Operands::Addresses operands = operandsOf(call);
        for (Index i = 0; i < m_repeated.repeats; ++i)
            multiply({.a = operands.a + i * m_repeated.stepA,
                      .b = operands.b + static_cast<std::size_t>(i * m_repeated.stepB) * sizeof(float),
                      .c = call.output<float>(0) + i * m_repeated.stepC,
                      .scratch = operands.scratch});
    }

private:
    MatmulKernel(const CpuContext& context, const Operands& operands, const RepeatedProduct& repeated,
                 Epilogue epilogue)
        : ProductKernel(context, operands, repeated.spec, std::move(epilogue))
        , m_repeated(repeated)
    {
    }
    RepeatedProduct m_repeated;
};

template <class T>
std::unique_ptr<Kernel> makePlain(const CpuContext& context, const Graph& graph, const Node& node)
{
    return std::make_unique<T>(context, graph, node, Epilogue{});
}

} // namespace

std::unique_ptr<Kernel> makeMatrixProduct(const CpuContext& context, const Graph& graph, const Node& node,
                                          Epilogue epilogue)
{
    if (node.op->name == "linear")
        return std::make_unique<LinearKernel>(context, graph, node, std::move(epilogue));
    return std::make_unique<MatmulKernel>(context, graph, node, std::move(epilogue));
}

void addLinearKernels(CpuTable& table)
{
    table.set("linear", makePlain<LinearKernel>);
    table.set("matmul", makePlain<MatmulKernel>);
}

} // namespace lb::engine::cpu
