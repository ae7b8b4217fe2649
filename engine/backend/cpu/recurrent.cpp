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
    /// Rows of a step that are worth a thread of their own.
    Index grain() const { return kCostlyGrain / std::max<Index>(gates(), 1) + 1; }
};

/// All input projections in one product; then per step one small product and one pass over its gates.
class LstmKernel : public CpuKernel {
public:
    LstmKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : LstmKernel(context, Extents(graph, node), KernelScope())
    {
    }
    std::size_t scratchBytes() const override { return std::max(m_input.scratchBytes(), m_step.scratchBytes()); }

protected:
    void execute(const KernelCall& call) override
    {
        const float* wHidden = call.input<float>(4);
        float* y = call.output<float>(0);
        float* gates = call.output<float>(3);
        float* cells = call.output<float>(4);
        m_input.run(team(), {.a = call.input<float>(0),
                             .b = call.input<float>(3),
                             .c = gates,
                             .scratch = call.scratch,
                             .bias = call.input<float>(5)});
        const float* state = call.input<float>(1);
        const float* cell = call.input<float>(2);
        for (Index step = 0; step < m_e.steps; ++step) {
            m_step.run(team(), {state, wHidden, gates, call.scratch});
            advance(step, call.input<std::int32_t>(6), {gates, cell, cells, y});
            state = y; // rows past their length hold 0 and stay there
            cell = cells;
            y += m_e.state();
            cells += m_e.state();
            gates += m_e.batch * m_e.gates();
        }
        copyLast(call);
    }

private:
    LstmKernel(const CpuContext& context, const Extents& e, const KernelScope&)
        : CpuKernel(context)
        , m_e(e)
        , m_input(context.dnnl, {.m = e.rows(), .n = e.gates(), .k = e.features, .hasBias = true},
                  context.team.threads())
        , m_step(context.dnnl, {.m = e.batch, .n = e.gates(), .k = e.hidden, .accumulates = true},
                 context.team.threads())
    {
    }

    void advance(Index step, const std::int32_t* lengths, const LstmForward& data) const
    {
        forRows(team(), m_e.batch, m_e.grain(), [&](Index begin, Index end) {
            const Index at = begin * m_e.hidden;
            vector().lstm.forward(
                {.rows = end - begin, .hidden = m_e.hidden, .step = step, .lengths = lengths + begin},
                {data.gates + begin * m_e.gates(), data.previousCell + at, data.cell + at, data.y + at});
        });
    }

    /// hLast and cLast: each row's state after its last valid step.
    void copyLast(const KernelCall& call) const
    {
        const std::int32_t* lengths = call.input<std::int32_t>(6);
        for (Index row = 0; row < m_e.batch; ++row) {
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
    Product m_input;
    Product m_step;
};

/// Backwards through the steps for the gates' gradients alone; each weight's gradient is then one product over the
/// whole sequence. Rows past their length have gate gradients of 0, so they add nothing anywhere.
class LstmGradKernel : public CpuKernel {
public:
    LstmGradKernel(const CpuContext& context, const Graph& graph, const Node& node)
        : LstmGradKernel(context, Extents(graph, node), KernelScope())
    {
    }
    std::size_t scratchBytes() const override { return gateBytes() + m_productBytes; }

protected:
    void execute(const KernelCall& call) override
    {
        auto* const dGates = reinterpret_cast<float*>(call.scratch);
        std::byte* const scratch = call.scratch + gateBytes();
        const float* const h0 = call.input<float>(1);
        const float* const y = call.input<float>(6);
        backThroughTime(call, dGates, scratch);
        m_dx.run(team(), {dGates, call.input<float>(3), call.output<float>(0), scratch});
        m_dwInput.run(team(), {call.input<float>(0), dGates, call.output<float>(3), scratch});
        m_dwHiddenFirst.run(team(), {h0, dGates, call.output<float>(4), scratch});
        if (m_e.steps > 1)
            m_dwHiddenRest.run(team(), {y, dGates + m_e.batch * m_e.gates(), call.output<float>(4), scratch});
        forRange(team(), m_e.gates(), kCheapGrain / std::max<Index>(m_e.rows(), 1) + 16, [&](Index begin, Index end) {
            vector().reduce.sumColumns(dGates, call.output<float>(5), m_e.rows(), m_e.gates(), begin, end);
        });
    }

private:
    LstmGradKernel(const CpuContext& context, const Extents& e, const KernelScope&)
        : CpuKernel(context)
        , m_e(e)
        , m_step(context.dnnl, {.m = e.batch, .n = e.hidden, .k = e.gates(), .transposeB = true, .accumulates = true},
                 context.team.threads())
        , m_dx(context.dnnl, {.m = e.rows(), .n = e.features, .k = e.gates(), .transposeB = true},
               context.team.threads())
        , m_dwInput(context.dnnl, {.m = e.features, .n = e.gates(), .k = e.rows(), .transposeA = true},
                    context.team.threads())
        , m_dwHiddenFirst(context.dnnl, {.m = e.hidden, .n = e.gates(), .k = e.batch, .transposeA = true},
                          context.team.threads())
        , m_dwHiddenRest(
              context.dnnl,
              {.m = e.hidden, .n = e.gates(), .k = e.rows() - e.batch, .transposeA = true, .accumulates = true},
              context.team.threads())
    {
        for (const Product* product : {&m_step, &m_dx, &m_dwInput, &m_dwHiddenFirst, &m_dwHiddenRest})
            m_productBytes = std::max(m_productBytes, product->scratchBytes());
    }

    std::size_t gateBytes() const
    {
        const auto bytes = static_cast<std::size_t>(m_e.rows() * m_e.gates()) * sizeof(float);
        return (bytes + 63) / 64 * 64;
    }

    void backThroughTime(const KernelCall& call, float* dGates, std::byte* scratch) const
    {
        float* const dState = call.output<float>(1); // carried in place: ends as dh0 and dc0
        float* const dCell = call.output<float>(2);
        std::copy_n(call.input<float>(10), m_e.state(), dState);
        std::copy_n(call.input<float>(11), m_e.state(), dCell);
        for (Index step = m_e.steps - 1; step >= 0; --step) {
            const Index at = step * m_e.state();
            float* const dStep = dGates + step * m_e.batch * m_e.gates();
            goBack(step, call.input<std::int32_t>(5),
                   {.gates = call.input<float>(7) + step * m_e.batch * m_e.gates(),
                    .cell = call.input<float>(8) + at,
                    .previousCell = step > 0 ? call.input<float>(8) + at - m_e.state() : call.input<float>(2),
                    .dy = call.input<float>(9) + at,
                    .dState = dState,
                    .dCell = dCell,
                    .dGates = dStep});
            m_step.run(team(), {dStep, call.input<float>(4), dState, scratch});
        }
    }

    void goBack(Index step, const std::int32_t* lengths, const LstmBackward& data) const
    {
        forRows(team(), m_e.batch, m_e.grain(), [&](Index begin, Index end) {
            const Index at = begin * m_e.hidden;
            vector().lstm.backward(
                {.rows = end - begin, .hidden = m_e.hidden, .step = step, .lengths = lengths + begin},
                {.gates = data.gates + begin * m_e.gates(),
                 .cell = data.cell + at,
                 .previousCell = data.previousCell + at,
                 .dy = data.dy + at,
                 .dState = data.dState + at,
                 .dCell = data.dCell + at,
                 .dGates = data.dGates + begin * m_e.gates()});
        });
    }

    Extents m_e;
    Product m_step;
    Product m_dx;
    Product m_dwInput;
    Product m_dwHiddenFirst;
    Product m_dwHiddenRest;
    std::size_t m_productBytes = 0;
};

template <class T>
std::unique_ptr<Kernel> make(const CpuContext& context, const Graph& graph, const Node& node)
{
    return std::make_unique<T>(context, graph, node);
}

} // namespace

void addRecurrentKernels(CpuTable& table)
{
    table.set("lstm", make<LstmKernel>);
    table.set("lstm_grad", make<LstmGradKernel>);
}

} // namespace lb::engine::cpu
