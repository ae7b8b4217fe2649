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
    Index gates() const { return 4 * hidden; }
    /// Rows that are worth a thread of their own: some 20 us over all steps.
    Index grain() const { return 1'000'000 / std::max<Index>(2 * steps * hidden * gates(), 1) + 1; }
    Index packedFloats(const VectorKernels& vector) const
    {
        return std::max(vector.packedProduct.packedFloats(hidden, gates()),
                        vector.packedProduct.packedFloats(gates(), hidden));
    }
};

std::size_t alignedBytes(Index floats)
{
    return (static_cast<std::size_t>(floats) * sizeof(float) + 63) / 64 * 64;
}

/// All input projections in one product. Then the rows are split between threads, and each thread goes through all
/// steps of its rows: a product with the recurrent weights, packed once per run, and one pass over the gates.
class LstmKernel : public CpuKernel {
public:
    LstmKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : LstmKernel(context, Extents(graph, node), context.multipliesBf16For(node), KernelScope())
    {
    }
    bool roundsOperands() const override { return m_isBf16; }
    std::size_t scratchBytes() const override
    {
        return std::max(m_input.scratchBytes(), alignedBytes(m_e.packedFloats(vector())));
    }

protected:
    void execute(const KernelCall& call) override
    {
        m_input.run(team(), {.a = call.input<float>(0),
                             .b = call.input<float>(3),
                             .c = call.output<float>(3),
                             .scratch = call.scratch,
                             .bias = call.input<float>(5)});
        auto* const packed = reinterpret_cast<float*>(call.scratch);
        vector().packedProduct.pack(call.input<float>(4), {0, m_e.hidden, m_e.gates()}, false, packed);
        if (m_isBf16)
            vector().layout.roundToBf16(packed, packed, vector().packedProduct.packedFloats(m_e.hidden, m_e.gates()));
        forRows(team(), m_e.batch, m_e.grain(), [&](Index begin, Index end) {
            walk(call, packed, begin, end - begin);
            copyLast(call, begin, end);
        });
    }

private:
    LstmKernel(const CpuContext& context, const Extents& e, bool isBf16, const KernelScope&)
        : CpuKernel(context)
        , m_e(e)
        , m_isBf16(isBf16)
        , m_input(context.dnnl, converting({.m = e.rows(), .n = e.gates(), .k = e.features, .hasBias = true}, isBf16),
                  context.team.threads())
    {
    }

    void walk(const KernelCall& call, const float* packed, Index begin, Index rows) const
    {
        const std::int32_t* const lengths = call.input<std::int32_t>(6) + begin;
        const float* state = call.input<float>(1) + begin * m_e.hidden;
        const float* cell = call.input<float>(2) + begin * m_e.hidden;
        float* y = call.output<float>(0) + begin * m_e.hidden;
        float* gates = call.output<float>(3) + begin * m_e.gates();
        float* cells = call.output<float>(4) + begin * m_e.hidden;
        for (Index step = 0; step < m_e.steps; ++step) {
            vector().packedProduct.multiplyAdd(state, packed, gates, {rows, m_e.hidden, m_e.gates()});
            vector().lstm.forward({rows, m_e.hidden, step, lengths}, {gates, cell, cells, y});
            state = y; // rows past their length hold 0 and stay there
            cell = cells;
            y += m_e.state();
            cells += m_e.state();
            gates += m_e.batch * m_e.gates();
        }
    }

    /// hLast and cLast: each row's state after its last valid step.
    void copyLast(const KernelCall& call, Index begin, Index end) const
    {
        const std::int32_t* lengths = call.input<std::int32_t>(6);
        for (Index row = begin; row < end; ++row) {
            const Index last = std::min<Index>(lengths[row], m_e.steps) - 1;
            const Index at = row * m_e.hidden;
            const Index from = last * m_e.state() + at;
            const bool isEmpty = last < 0;
            std::copy_n(isEmpty ? call.input<float>(1) + at : call.output<float>(0) + from, m_e.hidden,
                        call.output<float>(1) + at);
            std::copy_n(isEmpty ? call.input<float>(2) + at : call.output<float>(4) + from, m_e.hidden,
                        call.output<float>(2) + at);
        }
    }

    Extents m_e;
    bool m_isBf16;
    Product m_input;
};

/// Backwards through the steps for the gates' gradients alone, rows split between threads as before; each weight's
/// gradient is then one product over the whole sequence. Rows past their length have gate gradients of 0, so they add
/// nothing anywhere.
class LstmGradKernel : public CpuKernel {
public:
    LstmGradKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : LstmGradKernel(context, Extents(graph, node), context.multipliesBf16For(node), KernelScope())
    {
    }
    bool roundsOperands() const override { return m_isBf16; }
    std::size_t scratchBytes() const override { return gateBytes() + m_restBytes; }

protected:
    void execute(const KernelCall& call) override
    {
        auto* const dGates = reinterpret_cast<float*>(call.scratch);
        std::byte* const scratch = call.scratch + gateBytes();
        auto* const packed = reinterpret_cast<float*>(scratch);
        vector().packedProduct.pack(call.input<float>(4), {0, m_e.gates(), m_e.hidden}, true, packed);
        if (m_isBf16)
            vector().layout.roundToBf16(packed, packed, vector().packedProduct.packedFloats(m_e.gates(), m_e.hidden));
        forRows(team(), m_e.batch, m_e.grain(),
                [&](Index begin, Index end) { walkBack(call, packed, dGates, begin, end - begin); });

        m_dx.run(team(), {dGates, call.input<float>(3), call.output<float>(0), scratch});
        m_dwInput.run(team(), {call.input<float>(0), dGates, call.output<float>(3), scratch});
        m_dwHiddenFirst.run(team(), {call.input<float>(1), dGates, call.output<float>(4), scratch});
        if (m_e.steps > 1)
            m_dwHiddenRest.run(
                team(), {call.input<float>(6), dGates + m_e.batch * m_e.gates(), call.output<float>(4), scratch});
        forRange(team(), m_e.gates(), kCheapGrain / std::max<Index>(m_e.rows(), 1) + 16, [&](Index begin, Index end) {
            vector().reduce.sumColumns(dGates, call.output<float>(5), m_e.rows(), m_e.gates(), begin, end);
        });
    }

private:
    LstmGradKernel(const CpuContext& context, const Extents& e, bool isBf16, const KernelScope&)
        : CpuKernel(context)
        , m_e(e)
        , m_isBf16(isBf16)
        , m_dx(product(context, {.m = e.rows(), .n = e.features, .k = e.gates(), .transposeB = true}))
        , m_dwInput(product(context, {.m = e.features, .n = e.gates(), .k = e.rows(), .transposeA = true}))
        , m_dwHiddenFirst(product(context, {.m = e.hidden, .n = e.gates(), .k = e.batch, .transposeA = true}))
        , m_dwHiddenRest(product(
              context,
              {.m = e.hidden, .n = e.gates(), .k = e.rows() - e.batch, .transposeA = true, .accumulates = true}))
        , m_restBytes(alignedBytes(e.packedFloats(context.vector)))
    {
        for (const Product* product : {&m_dx, &m_dwInput, &m_dwHiddenFirst, &m_dwHiddenRest})
            m_restBytes = std::max(m_restBytes, product->scratchBytes());
    }

    Product product(const CpuContext& context, const ProductSpec& spec) const
    {
        return Product(context.dnnl, converting(spec, m_isBf16), context.team.threads());
    }
    std::size_t gateBytes() const { return alignedBytes(m_e.rows() * m_e.gates()); }

    void walkBack(const KernelCall& call, const float* packed, float* dGates, Index begin, Index rows) const
    {
        const Index first = begin * m_e.hidden;
        float* const dState = call.output<float>(1) + first; // carried in place: ends as dh0 and dc0
        float* const dCell = call.output<float>(2) + first;
        std::copy_n(call.input<float>(10) + first, rows * m_e.hidden, dState);
        std::copy_n(call.input<float>(11) + first, rows * m_e.hidden, dCell);
        for (Index step = m_e.steps - 1; step >= 0; --step) {
            const Index at = step * m_e.state() + first;
            const Index gatesAt = (step * m_e.batch + begin) * m_e.gates();
            vector().lstm.backward(
                {rows, m_e.hidden, step, call.input<std::int32_t>(5) + begin},
                {.gates = call.input<float>(7) + gatesAt,
                 .cell = call.input<float>(8) + at,
                 .previousCell = step > 0 ? call.input<float>(8) + at - m_e.state() : call.input<float>(2) + first,
                 .dy = call.input<float>(9) + at,
                 .dState = dState,
                 .dCell = dCell,
                 .dGates = dGates + gatesAt});
            vector().packedProduct.multiplyAdd(dGates + gatesAt, packed, dState, {rows, m_e.gates(), m_e.hidden});
        }
    }

    Extents m_e;
    bool m_isBf16;
    Product m_dx;
    Product m_dwInput;
    Product m_dwHiddenFirst;
    Product m_dwHiddenRest;
    std::size_t m_restBytes; ///< packed weights, then the products' scratch in their place
};

} // namespace

void addRecurrentKernels(CpuTable& table)
{
    table.set("lstm", make<LstmKernel>);
    table.set("lstm_grad", make<LstmGradKernel>);
}

} // namespace lb::engine::cpu
