#include "engine/ops/output_loss.h"

#include "engine/backend/cpu/cpu_kernel.h"

#include <algorithm>
#include <vector>

namespace lb::engine::cpu {

namespace {

/// A block of rows at a time: its logits in one product on all threads, then its rows split between them.
/// With bfloat16 products the weight is converted once, rows and the logits' gradients block by block.
class OutputLossKernel : public CpuKernel {
public:
    bool roundsOperands() const override { return m_isBf16; }

protected:
    OutputLossKernel(const CpuContext& context, const OutputLossExtents& extents, bool isBf16)
        : CpuKernel(context)
        , m_e(extents)
        , m_isBf16(isBf16)
        , m_block(blockFor(extents))
    {
        addProduct(context, m_logits, [this](Index rows) {
            return ProductSpec{.m = rows,
                               .n = m_e.classes,
                               .k = m_e.inner,
                               .transposeB = m_e.isTransposed,
                               .hasBias = m_e.hasBias,
                               .convertsA = true};
        });
    }

    /// specFor(rows) once for full blocks, once for the last one.
    template <class SpecFor>
    void addProduct(const CpuContext& context, std::vector<Product>& products, const SpecFor& specFor)
    {
        const KernelScope scope;
        for (Index rows : {m_block, m_e.rows % m_block}) {
            ProductSpec spec = specFor(rows);
            spec.isBf16 = m_isBf16;
            products.emplace_back(context.dnnl, spec, context.team.threads());
            m_productBytes = std::max(m_productBytes, products.back().scratchBytes());
        }
    }
    std::size_t logitBytes() const
    {
        return (static_cast<std::size_t>(m_block * m_e.classes) * sizeof(float) + 63) / 64 * 64;
    }
    /// The weight as the products read it: converted once for all blocks.
    std::size_t weightBytes() const { return m_isBf16 ? bf16Bytes(m_e.inner * m_e.classes) : 0; }
    const std::byte* weight(const KernelCall& call) const
    {
        return m_isBf16 ? call.scratch + logitBytes() : call.inputs[1];
    }
    float* logits(const KernelCall& call) const { return reinterpret_cast<float*>(call.scratch); }
    std::byte* productScratch(const KernelCall& call) const { return call.scratch + logitBytes() + weightBytes(); }
    const Product& productFor(const std::vector<Product>& products, Index rows) const
    {
        return products[rows == m_block ? 0 : 1];
    }

    /// body(first row, rows) with the block's logits made.
    template <class Body>
    void forBlocks(const KernelCall& call, const Body& body)
    {
        if (m_isBf16)
            convertToBf16(team(), call.input<float>(1), call.scratch + logitBytes(), m_e.inner * m_e.classes);
        for (Index first = 0; first < m_e.rows; first += m_block) {
            const Index rows = std::min(m_block, m_e.rows - first);
            productFor(m_logits, rows)
                .run(team(), {.a = call.input<float>(0) + first * m_e.inner,
                              .b = weight(call),
                              .c = logits(call),
                              .scratch = productScratch(call),
                              .bias = m_e.hasBias ? call.input<float>(2) : nullptr});
            body(first, rows);
        }
    }
    Index grain() const { return kCostlyGrain / m_e.classes + 1; }

    OutputLossExtents m_e;
    bool m_isBf16;
    Index m_block;
    std::size_t m_productBytes = 0;

private:
    static Index blockFor(const OutputLossExtents& e)
    {
        const Index fitting = std::min(kLogitBytes / static_cast<Index>(sizeof(float)) / e.classes, kLogitRows);
        const Index rounded = fitting >= 16 ? fitting / 16 * 16 : std::max<Index>(fitting, 1);
        // Blocks of equal size, so that the last one is not a sliver.
        const Index blocks = std::max<Index>((e.rows + rounded - 1) / rounded, 1);
        return std::max<Index>((e.rows + blocks - 1) / blocks, 1);
    }

    std::vector<Product> m_logits;
};

class LinearCrossEntropyKernel : public OutputLossKernel {
public:
    LinearCrossEntropyKernel(const CpuContext& context, const OutputLossExtents& extents, bool isBf16)
        : OutputLossKernel(context, extents, isBf16)
    {
    }
    std::size_t scratchBytes() const override { return logitBytes() + weightBytes() + m_productBytes; }

protected:
    void execute(const KernelCall& call) override
    {
        forBlocks(call, [&](Index first, Index count) {
            forRows(team(), count, grain(), [&](Index begin, Index end) {
                vector().rows.crossEntropyWithLogSum(logits(call) + begin * m_e.classes,
                                                     call.input<std::int32_t>(m_e.targets) + first + begin, m_e.ignore,
                                                     call.output<float>(0) + first + begin,
                                                     call.output<float>(1) + first + begin, end - begin, m_e.classes);
            });
        });
    }
};

class LinearCrossEntropyGradKernel : public OutputLossKernel {
public:
    LinearCrossEntropyGradKernel(const CpuContext& context, const OutputLossExtents& extents, bool isBf16)
        : OutputLossKernel(context, extents, isBf16)
    {
        addProduct(context, m_dx, [this](Index rows) {
            return ProductSpec{
                .m = rows, .n = m_e.inner, .k = m_e.classes, .transposeB = !m_e.isTransposed, .convertsA = true};
        });
        // The weight's gradient in the weight's own layout: x^T d, or d^T x.
        addProduct(context, m_dWeight, [this](Index rows) {
            return ProductSpec{.m = m_e.isTransposed ? m_e.classes : m_e.inner,
                               .n = m_e.isTransposed ? m_e.inner : m_e.classes,
                               .k = rows,
                               .transposeA = true,
                               .accumulates = true,
                               .convertsA = true,
                               .convertsB = true};
        });
    }
    std::size_t scratchBytes() const override
    {
        return logitBytes() + weightBytes() + std::max(m_productBytes, biasBytes());
    }

protected:
    void execute(const KernelCall& call) override
    {
        clear(call.output<float>(1), m_e.inner * m_e.classes);
        if (m_e.hasBias)
            clear(call.output<float>(2), m_e.classes);
        forBlocks(call, [&](Index first, Index count) {
            forRows(team(), count, grain(), [&](Index begin, Index end) {
                vector().rows.crossEntropyGradFrom({.logits = logits(call) + begin * m_e.classes,
                                                    .targets = call.input<std::int32_t>(m_e.targets) + first + begin,
                                                    .logSums = call.input<float>(m_e.logSums) + first + begin,
                                                    .dLoss = call.input<float>(m_e.outputGradient) + first + begin,
                                                    .ignore = m_e.ignore},
                                                   end - begin, m_e.classes);
            });
            passOn(call, first, count);
        });
    }

private:
    std::size_t biasBytes() const { return static_cast<std::size_t>(m_e.classes) * sizeof(float); }
    void clear(float* to, Index count)
    {
        forRange(team(), count, kCheapGrain, [&](Index begin, Index end) { std::fill(to + begin, to + end, 0.0F); });
    }

    /// The block's part of the three gradients, from the logits' gradient.
    void passOn(const KernelCall& call, Index first, Index count)
    {
        const float* const d = logits(call);
        const float* const x = call.input<float>(0) + first * m_e.inner;
        productFor(m_dx, count)
            .run(team(), {d, weight(call), call.output<float>(0) + first * m_e.inner, productScratch(call)});
        productFor(m_dWeight, count)
            .run(team(),
                 {m_e.isTransposed ? d : x, m_e.isTransposed ? x : d, call.output<float>(1), productScratch(call)});
        if (!m_e.hasBias)
            return;
        auto* const sums = reinterpret_cast<float*>(productScratch(call));
        forRange(team(), m_e.classes, kCheapGrain / count + 16, [&](Index begin, Index end) {
            vector().reduce.sumColumns(d, sums, count, m_e.classes, begin, end);
            vector().layout.add(sums + begin, call.output<float>(2) + begin, end - begin);
        });
    }

    std::vector<Product> m_dx;
    std::vector<Product> m_dWeight;
};

template <class T>
std::unique_ptr<Kernel> makeFromExtents(const CpuContext& context, const Graph& graph, const Node& node)
{
    std::vector<TensorType> inputs;
    for (ValueId input : node.inputs)
        inputs.push_back(graph.typeOf(input));
    return std::make_unique<T>(context, outputLossExtents(inputs, node.attributes), context.multipliesBf16For(node));
}

} // namespace

void addOutputLossKernels(CpuTable& table)
{
    table.set("linear_cross_entropy", makeFromExtents<LinearCrossEntropyKernel>);
    table.set("linear_cross_entropy_grad", makeFromExtents<LinearCrossEntropyGradKernel>);
}

} // namespace lb::engine::cpu
