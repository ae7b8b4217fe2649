#include "engine/backend/cpu/cpu_kernel.h"

#include <algorithm>

namespace lb::engine::cpu {

namespace {

struct Extents {
    Index steps, batch, features, hidden;

    Extents(const Graph& graph, const Node& node)
        : steps(inputShape(graph, node, 0)[0])
        , batch(inputShape(graph, node, 0)[1])
        , features(inputShape(graph, node, 0)[2])
        , hidden(inputShape(graph, node, 1)[1])
    {
    }
    Index rows() const { return steps * batch; }
    Index state() const { return batch * hidden; }
    Index gates() const { return 3 * hidden; }
    /// Rows that are worth a thread of their own: some 20 us over all steps.
    Index grain() const { return 1'000'000 / std::max<Index>(2 * steps * hidden * gates(), 1) + 1; }
};

std::size_t alignedBytes(Index floats)
{
    return (static_cast<std::size_t>(floats) * sizeof(float) + 63) / 64 * 64;
}

float* floatsAt(const KernelCall& call, std::size_t offset)
{
    return reinterpret_cast<float*>(call.scratch + offset);
}

/// All input projections in one product; then the rows are split between threads, and each thread goes through all
/// steps of its rows, as in the LSTM.
class GruKernel : public CpuKernel {
public:
    GruKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : GruKernel(context, Extents(graph, node), node.inputs.size() == 7, context.multipliesBf16For(node))
    {
    }
    bool roundsOperands() const override { return m_isBf16; }
    std::size_t scratchBytes() const override { return std::max(m_input.scratchBytes(), sumsOffset() + sumsBytes()); }

protected:
    void execute(const KernelCall& call) override
    {
        m_input.run(team(), {.a = call.input<float>(0),
                             .b = call.input<float>(2),
                             .c = call.output<float>(2),
                             .scratch = call.scratch,
                             .bias = call.input<float>(4)});
        const PackedProductKernels& product = vector().packedProduct;
        const float* const weights = call.input<float>(3);
        const Index ofState = m_isAfter ? m_e.gates() : 2 * m_e.hidden;
        product.packStrided({weights, m_e.gates(), 1}, m_e.hidden, ofState, floatsAt(call, 0));
        if (!m_isAfter)
            product.packStrided({weights + ofState, m_e.gates(), 1}, m_e.hidden, m_e.hidden,
                                floatsAt(call, 0) + firstFloats());
        if (m_isBf16)
            vector().layout.roundToBf16(floatsAt(call, 0), floatsAt(call, 0), firstFloats() + secondFloats());
        forRows(team(), m_e.batch, m_e.grain(), [&](Index begin, Index end) {
            walk(call, begin, end - begin);
            copyLast(call, begin, end);
        });
    }

private:
    GruKernel(const CpuContext& context, const Extents& e, bool isAfter, bool isBf16, const KernelScope& = {})
        : CpuKernel(context)
        , m_e(e)
        , m_isAfter(isAfter)
        , m_isBf16(isBf16)
        , m_input(context.dnnl, converting({.m = e.rows(), .n = e.gates(), .k = e.features, .hasBias = true}, isBf16),
                  context.team.threads())
    {
    }

    /// Floats of the first packed matrix: of all gates, or of r and z.
    Index firstFloats() const
    {
        return vector().packedProduct.packedFloats(m_e.hidden, m_isAfter ? m_e.gates() : 2 * m_e.hidden);
    }
    Index secondFloats() const { return m_isAfter ? 0 : vector().packedProduct.packedFloats(m_e.hidden, m_e.hidden); }
    std::size_t sumsOffset() const { return alignedBytes(firstFloats() + secondFloats()); }
    std::size_t sumsBytes() const { return m_isAfter ? alignedBytes(m_e.batch * m_e.gates()) : 0; }

    void walk(const KernelCall& call, Index begin, Index rows) const
    {
        const Index hidden = m_e.hidden;
        const float* state = call.input<float>(1) + begin * hidden;
        for (Index step = 0; step < m_e.steps; ++step) {
            const Index at = step * m_e.batch + begin;
            const GruStep rowsOfStep{rows, hidden, step, call.input<std::int32_t>(5) + begin};
            const GruForward data{.gates = call.output<float>(2) + at * m_e.gates(),
                                  .sums = floatsAt(call, sumsOffset()) + begin * m_e.gates(),
                                  .previous = state,
                                  .recurrent = call.output<float>(3) + at * hidden,
                                  .y = call.output<float>(0) + at * hidden};
            if (m_isAfter)
                stepAfter(call, rowsOfStep, data);
            else
                stepBefore(call, rowsOfStep, data);
            state = data.y; // rows past their length hold 0 and stay there
        }
    }

    void stepAfter(const KernelCall& call, const GruStep& step, const GruForward& data) const
    {
        for (Index row = 0; row < step.rows; ++row)
            std::copy_n(call.input<float>(6), m_e.gates(), data.sums + row * m_e.gates());
        vector().packedProduct.multiplyAdd(data.previous, floatsAt(call, 0), data.sums,
                                           {step.rows, m_e.hidden, m_e.gates()});
        vector().gru.forwardAfter(step, data);
    }

    void stepBefore(const KernelCall& call, const GruStep& step, const GruForward& data) const
    {
        const PackedStrides strides{.aRow = m_e.hidden, .aStep = 1, .cRow = m_e.gates(), .packedK = m_e.hidden};
        vector().packedProduct.multiplyAddStrided(data.previous, floatsAt(call, 0), data.gates,
                                                  {step.rows, m_e.hidden, 2 * m_e.hidden}, strides);
        vector().gru.resetBefore(step, data);
        vector().packedProduct.multiplyAddStrided(data.recurrent, floatsAt(call, 0) + firstFloats(),
                                                  data.gates + 2 * m_e.hidden, {step.rows, m_e.hidden, m_e.hidden},
                                                  strides);
        vector().gru.updateBefore(step, data);
    }

    void copyLast(const KernelCall& call, Index begin, Index end) const
    {
        for (Index row = begin; row < end; ++row) {
            const Index last = std::min<Index>(call.input<std::int32_t>(5)[row], m_e.steps) - 1;
            const Index at = row * m_e.hidden;
            std::copy_n(last < 0 ? call.input<float>(1) + at : call.output<float>(0) + last * m_e.state() + at,
                        m_e.hidden, call.output<float>(1) + at);
        }
    }

    Extents m_e;
    bool m_isAfter;
    bool m_isBf16;
    Product m_input;
};

/// Backwards through the steps for the gates' gradients alone; each weight's gradient is then one product over the
/// whole sequence. Rows past their length have gradients of 0.
class GruGradKernel : public CpuKernel {
public:
    GruGradKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : GruGradKernel(context, Extents(graph, node), node.attributes.flag("reset_after"),
                        context.multipliesBf16For(node))
    {
    }
    bool roundsOperands() const override { return m_isBf16; }
    std::size_t scratchBytes() const override { return restOffset() + m_restBytes; }

protected:
    void execute(const KernelCall& call) override
    {
        float* const dGates = floatsAt(call, 0);
        float* const dSums = floatsAt(call, gateBytes());
        const float* const ofState = m_isAfter ? dSums : dGates;
        packWeights(call);
        forRows(team(), m_e.batch, m_e.grain(),
                [&](Index begin, Index end) { walkBack(call, dGates, dSums, begin, end - begin); });

        std::byte* const scratch = call.scratch + restOffset();
        m_dx.run(team(), {dGates, call.input<float>(2), call.output<float>(0), scratch});
        m_dwInput.run(team(), {call.input<float>(0), dGates, call.output<float>(2), scratch});
        m_dwFirst.run(team(), {call.input<float>(1), ofState, call.output<float>(3), scratch});
        if (m_e.steps > 1)
            m_dwRest.run(team(),
                         {call.input<float>(5), ofState + m_e.batch * m_e.gates(), call.output<float>(3), scratch});
        sumRows(dGates, call.output<float>(4));
        if (m_isAfter)
            sumRows(dSums, call.output<float>(5));
        else
            replaceCandidate(call, dGates, dSums, scratch);
    }

private:
    GruGradKernel(const CpuContext& context, const Extents& e, bool isAfter, bool isBf16, const KernelScope& = {})
        : CpuKernel(context)
        , m_e(e)
        , m_isAfter(isAfter)
        , m_isBf16(isBf16)
        , m_dx(product(context, {.m = e.rows(), .n = e.features, .k = e.gates(), .transposeB = true}))
        , m_dwInput(product(context, {.m = e.features, .n = e.gates(), .k = e.rows(), .transposeA = true}))
        , m_dwFirst(product(context, {.m = e.hidden, .n = e.gates(), .k = e.batch, .transposeA = true}))
        , m_dwRest(product(
              context,
              {.m = e.hidden, .n = e.gates(), .k = e.rows() - e.batch, .transposeA = true, .accumulates = true}))
        , m_dwCandidate(product(context, {.m = e.hidden, .n = e.gates(), .k = e.rows(), .transposeA = true}))
        , m_restBytes(alignedBytes(firstFloats() + secondFloats()))
    {
        for (const Product* product : {&m_dx, &m_dwInput, &m_dwFirst, &m_dwRest, &m_dwCandidate})
            m_restBytes = std::max(m_restBytes, product->scratchBytes());
    }

    Product product(const CpuContext& context, const ProductSpec& spec) const
    {
        return Product(context.dnnl, converting(spec, m_isBf16), context.team.threads());
    }
    std::size_t gateBytes() const { return alignedBytes(m_e.rows() * m_e.gates()); }
    /// Two gradients of all gates; the second also has room for a weight's gradient.
    std::size_t restOffset() const
    {
        return gateBytes() + std::max(gateBytes(), alignedBytes(m_e.hidden * m_e.gates()));
    }
    /// Transposed weights: of all gates or of r and z, then those of n.
    Index firstFloats() const
    {
        return vector().packedProduct.packedFloats(m_isAfter ? m_e.gates() : 2 * m_e.hidden, m_e.hidden);
    }
    Index secondFloats() const { return m_isAfter ? 0 : vector().packedProduct.packedFloats(m_e.hidden, m_e.hidden); }

    void packWeights(const KernelCall& call) const
    {
        const float* const weights = call.input<float>(3);
        float* const packed = floatsAt(call, restOffset());
        const Index ofState = m_isAfter ? m_e.gates() : 2 * m_e.hidden;
        vector().packedProduct.packStrided({weights, 1, m_e.gates()}, ofState, m_e.hidden, packed);
        if (!m_isAfter)
            vector().packedProduct.packStrided({weights + ofState, 1, m_e.gates()}, m_e.hidden, m_e.hidden,
                                               packed + firstFloats());
        if (m_isBf16)
            vector().layout.roundToBf16(packed, packed, firstFloats() + secondFloats());
    }

    void walkBack(const KernelCall& call, float* dGates, float* dSums, Index begin, Index rows) const
    {
        const Index hidden = m_e.hidden;
        const Index first = begin * hidden;
        const float* const packed = floatsAt(call, restOffset());
        const PackedProductKernels& product = vector().packedProduct;
        float* const dState = call.output<float>(1) + first; // carried in place: ends as dh0
        std::copy_n(call.input<float>(9) + first, rows * hidden, dState);
        for (Index step = m_e.steps - 1; step >= 0; --step) {
            const Index at = step * m_e.batch + begin;
            const GruStep rowsOfStep{rows, hidden, step, call.input<std::int32_t>(4) + begin};
            const GruBackward data{.gates = call.input<float>(6) + at * m_e.gates(),
                                   .recurrent = call.input<float>(7) + at * hidden,
                                   .previous = step > 0 ? call.input<float>(5) + (at - m_e.batch) * hidden
                                                        : call.input<float>(1) + first,
                                   .dy = call.input<float>(8) + at * hidden,
                                   .dState = dState,
                                   .dGates = dGates + at * m_e.gates(),
                                   .dSums = dSums + at * m_e.gates()};
            vector().gru.backward(rowsOfStep, data);
            if (m_isAfter) {
                product.multiplyAdd(data.dSums, packed, dState, {rows, m_e.gates(), hidden});
                continue;
            }
            for (Index row = 0; row < rows; ++row)
                std::fill_n(data.dSums + row * m_e.gates(), hidden, 0.0F); // holds the gradient of r h
            product.multiplyAddStrided(data.dGates + 2 * hidden, packed + firstFloats(), data.dSums,
                                       {rows, hidden, hidden},
                                       {.aRow = m_e.gates(), .aStep = 1, .cRow = m_e.gates(), .packedK = hidden});
            vector().gru.backwardReset(rowsOfStep, data);
            product.multiplyAddStrided(data.dGates, packed, dState, {rows, 2 * hidden, hidden},
                                       {.aRow = m_e.gates(), .aStep = 1, .cRow = hidden, .packedK = 2 * hidden});
        }
    }

    void sumRows(const float* from, float* to)
    {
        forRange(team(), m_e.gates(), kCheapGrain / std::max<Index>(m_e.rows(), 1) + 16, [&](Index begin, Index end) {
            vector().reduce.sumColumns(from, to, m_e.rows(), m_e.gates(), begin, end);
        });
    }

    /// The weights of n read r h, not h: their columns come from a product of their own, of which the rest is not used.
    void replaceCandidate(const KernelCall& call, const float* dGates, float* buffer, std::byte* scratch)
    {
        m_dwCandidate.run(team(), {call.input<float>(7), dGates, buffer, scratch});
        for (Index row = 0; row < m_e.hidden; ++row)
            std::copy_n(buffer + row * m_e.gates() + 2 * m_e.hidden, m_e.hidden,
                        call.output<float>(3) + row * m_e.gates() + 2 * m_e.hidden);
    }

    Extents m_e;
    bool m_isAfter;
    bool m_isBf16;
    Product m_dx;
    Product m_dwInput;
    Product m_dwFirst;
    Product m_dwRest;
    Product m_dwCandidate;
    std::size_t m_restBytes; ///< packed weights, then the products' scratch in their place
};

} // namespace

void addGruKernels(CpuTable& table)
{
    table.set("gru", make<GruKernel>);
    table.set("gru_grad", make<GruGradKernel>);
}

} // namespace lb::engine::cpu
