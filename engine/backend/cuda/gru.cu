#include "engine/backend/cuda/activation.h"
#include "engine/backend/cuda/columns.h"
#include "engine/backend/cuda/cuda_kernel.h"
#include "engine/backend/cuda/launch.h"
#include "engine/ops/precision.h"

#include <algorithm>

namespace lb::engine::cuda {

namespace {

struct Gru {
    Index steps, batch, features, hidden;
    bool isAfter; ///< the reset gate comes after the state's product
    Gru(const NodeView& view, bool after)
        : steps(view.input(0)[0])
        , batch(view.input(0)[1])
        , features(view.input(0)[2])
        , hidden(view.input(1)[1])
        , isAfter(after)
    {
    }
    Index columns() const { return 3 * hidden; }
    Index states() const { return batch * hidden; }
    /// Columns of wHidden that multiply the state itself; the others multiply r h.
    Index ofState() const { return (isAfter ? 3 : 2) * hidden; }
};

struct StepState {
    const std::int32_t* lengths;
    float *y, *gates, *recurrent; ///< of this step
    float* u;                     ///< what the state adds to the gates
    float* h;                     ///< carried: after each row's last valid step
};

/// r and z from their sums, and what is called recurrent.
__global__ void gruGates(Gru e, Index step, StepState s)
{
    const Index i = threadNumber();
    if (i >= e.batch * e.hidden)
        return;
    const Index row = i / e.hidden, at = row * 3 * e.hidden + i % e.hidden;
    const bool isOver = step >= s.lengths[row];
    const float r = isOver ? 0.0F : sigmoidOf(s.gates[at] + s.u[at]);
    s.gates[at] = r;
    s.gates[at + e.hidden] = isOver ? 0.0F : sigmoidOf(s.gates[at + e.hidden] + s.u[at + e.hidden]);
    s.recurrent[i] = isOver ? 0.0F : e.isAfter ? s.u[at + 2 * e.hidden] : r * s.h[i];
}

__global__ void gruStates(Gru e, Index step, StepState s)
{
    const Index i = threadNumber();
    if (i >= e.batch * e.hidden)
        return;
    const Index row = i / e.hidden, at = row * 3 * e.hidden + i % e.hidden;
    float& n = s.gates[at + 2 * e.hidden];
    if (step >= s.lengths[row]) {
        n = 0.0F;
        s.y[i] = 0.0F;
        return;
    }
    const float z = s.gates[at + e.hidden];
    n = tanhf(n + (e.isAfter ? s.gates[at] : 1.0F) * s.u[at + 2 * e.hidden]);
    s.h[i] = s.y[i] = (1.0F - z) * n + z * s.h[i];
}

/// Inputs: x, h0, wInput, wHidden, bias, lengths and perhaps the recurrent bias.
std::unique_ptr<Kernel> gru(const NodeView& view)
{
    const Gru e(view, view.inputs() == 7);
    Product ofInputs(
        view.context,
        {.m = e.steps * e.batch, .n = e.columns(), .k = e.features, .hasBias = true, .isRounded = isBf16(view.node)});
    Product ofState(view.context, {.m = e.batch,
                                   .n = e.ofState(),
                                   .k = e.hidden,
                                   .hasBias = e.isAfter,
                                   .rowB = e.columns(),
                                   .rowC = e.columns()});
    Product ofReset(view.context,
                    {.m = e.batch, .n = e.hidden, .k = e.hidden, .rowB = e.columns(), .rowC = e.columns()});
    ScratchLayout layout;
    const std::size_t u = layout.addFloats(e.batch * e.columns());
    const std::size_t workspace =
        layout.add(std::max({ofInputs.workspaceBytes(), ofState.workspaceBytes(), ofReset.workspaceBytes()}));
    return launching(
        [stream = view.context.stream(), e, u, workspace, ofInputs = std::move(ofInputs), ofState = std::move(ofState),
         ofReset = std::move(ofReset)](const KernelCall& call) {
            std::byte* const room = call.scratch + workspace;
            float* const gates = call.output<float>(2);
            const auto* const wHidden = call.input<float>(3);
            StepState s{.lengths = call.input<std::int32_t>(5), .u = floatsAt(call, u), .h = call.output<float>(1)};
            check(cudaMemcpyAsync(s.h, call.inputs[1], static_cast<std::size_t>(e.states()) * sizeof(float),
                                  cudaMemcpyDeviceToDevice, stream),
                  "a copy");
            ofInputs.run({.a = call.input<float>(0),
                          .b = call.input<float>(2),
                          .c = gates,
                          .bias = call.input<float>(4),
                          .workspace = room});
            for (Index step = 0; step < e.steps; ++step) {
                s.gates = gates + step * e.batch * e.columns();
                s.y = call.output<float>(0) + step * e.states();
                s.recurrent = call.output<float>(3) + step * e.states();
                ofState.run({.a = s.h,
                             .b = wHidden,
                             .c = s.u,
                             .bias = e.isAfter ? call.input<float>(6) : nullptr,
                             .workspace = room});
                launch(stream, gridFor(e.states()), gruGates, e, step, s);
                if (!e.isAfter)
                    ofReset.run(
                        {.a = s.recurrent, .b = wHidden + 2 * e.hidden, .c = s.u + 2 * e.hidden, .workspace = room});
                launch(stream, gridFor(e.states()), gruStates, e, step, s);
            }
        },
        layout.bytes());
}

struct StepGradient {
    const std::int32_t* lengths;
    const float *gates, *recurrent, *hBefore, *dy; ///< of this step
    float* da;                                     ///< of the gates' sums
    float* du;                                     ///< of the state's part in them; `da` where that is the same
    float* dRecurrent;
    float* dh; ///< carried back; what the state's product adds to it comes after
};

__global__ void gruGateGradients(Gru e, Index step, StepGradient s)
{
    const Index i = threadNumber();
    if (i >= e.batch * e.hidden)
        return;
    const Index row = i / e.hidden, at = row * 3 * e.hidden + i % e.hidden;
    const bool isOver = step >= s.lengths[row];
    const float r = s.gates[at], z = s.gates[at + e.hidden], n = s.gates[at + 2 * e.hidden];
    const float d = s.dh[i] + s.dy[i];
    const float dz = isOver ? 0.0F : d * (s.hBefore[i] - n) * z * (1.0F - z);
    const float dn = isOver ? 0.0F : d * (1.0F - z) * (1.0F - n * n);
    s.da[at + e.hidden] = dz;
    s.da[at + 2 * e.hidden] = dn;
    if (e.isAfter) {
        const float dr = dn * s.recurrent[i] * r * (1.0F - r);
        s.da[at] = s.du[at] = dr;
        s.du[at + e.hidden] = dz;
        s.du[at + 2 * e.hidden] = dn * r;
    }
    if (!isOver)
        s.dh[i] = d * z;
}

/// Where the reset gate comes before the product: after dRecurrent is known. All of it is 0 past a row's length.
__global__ void gruResetGradients(Gru e, StepGradient s)
{
    const Index i = threadNumber();
    if (i >= e.batch * e.hidden)
        return;
    const Index at = i / e.hidden * 3 * e.hidden + i % e.hidden;
    const float r = s.gates[at];
    s.da[at] = s.dRecurrent[i] * s.hBefore[i] * r * (1.0F - r);
    s.dh[i] += s.dRecurrent[i] * r;
}

/// Inputs: x, h0, wInput, wHidden, lengths, y, gates, recurrent, dy, dhLast.
class GruGradient {
public:
    explicit GruGradient(const NodeView& view)
        : m_stream(view.context.stream())
        , m_e(view, view.attributes().flag("reset_after"))
        , m_toState(view.context, {.m = m_e.batch,
                                   .n = m_e.hidden,
                                   .k = m_e.ofState(),
                                   .transposeB = true,
                                   .rowA = m_e.columns(),
                                   .rowB = m_e.columns()})
        , m_toReset(view.context, {.m = m_e.batch,
                                   .n = m_e.hidden,
                                   .k = m_e.hidden,
                                   .transposeB = true,
                                   .rowA = m_e.columns(),
                                   .rowB = m_e.columns()})
        , m_toInputs(view.context,
                     {.m = m_e.steps * m_e.batch, .n = m_e.features, .k = m_e.columns(), .transposeB = true})
        , m_ofInputs(view.context,
                     {.m = m_e.features, .n = m_e.columns(), .k = m_e.steps * m_e.batch, .transposeA = true})
        , m_ofFirst(view.context, ofStates(m_e.batch, m_e.ofState()))
        , m_ofStates(view.context, ofStates(std::max<Index>(m_e.steps - 1, 0) * m_e.batch, m_e.ofState()))
        , m_ofReset(view.context, ofStates(m_e.steps * m_e.batch, m_e.hidden))
        , m_bias(ColumnSpace::of(1, m_e.steps * m_e.batch, m_e.columns()))
    {
        ScratchLayout layout;
        m_da = layout.addFloats(m_e.steps * m_e.batch * m_e.columns());
        m_du = m_e.isAfter ? layout.addFloats(m_e.steps * m_e.batch * m_e.columns()) : m_da;
        m_dRecurrent = layout.addFloats(m_e.states());
        m_partial = layout.add(m_bias.scratchBytes(1));
        std::size_t most = 0;
        for (const Product* product :
             {&m_toState, &m_toReset, &m_toInputs, &m_ofInputs, &m_ofFirst, &m_ofStates, &m_ofReset})
            most = std::max(most, product->workspaceBytes());
        m_workspace = layout.add(most);
        m_scratchBytes = layout.bytes();
    }
    std::size_t scratchBytes() const { return m_scratchBytes; }

    void run(const KernelCall& call) const
    {
        float* const da = floatsAt(call, m_da);
        float* const du = floatsAt(call, m_du);
        float* const dHidden = call.output<float>(3);
        std::byte* const room = call.scratch + m_workspace;
        runSteps(call);
        m_toInputs.run({.a = da, .b = call.input<float>(2), .c = call.output<float>(0), .workspace = room});
        m_ofInputs.run({.a = call.input<float>(0), .b = da, .c = call.output<float>(2), .workspace = room});
        m_ofFirst.run({.a = call.input<float>(1), .b = du, .c = dHidden, .workspace = room});
        m_ofStates.run({.a = call.input<float>(5),
                        .b = du + m_e.batch * m_e.columns(),
                        .c = dHidden,
                        .beta = 1.0F,
                        .workspace = room});
        if (!m_e.isAfter)
            m_ofReset.run({.a = call.input<float>(7),
                           .b = da + 2 * m_e.hidden,
                           .c = dHidden + 2 * m_e.hidden,
                           .workspace = room});
        sumColumns(call, da, 4);
        if (m_e.isAfter)
            sumColumns(call, du, 5);
    }

private:
    /// rows^T times columns of du, into columns of the gradient of wHidden.
    ProductShape ofStates(Index rows, Index columns) const
    {
        return {
            .m = m_e.hidden, .n = columns, .k = rows, .transposeA = true, .rowB = m_e.columns(), .rowC = m_e.columns()};
    }
    void sumColumns(const KernelCall& call, const float* x, int output) const
    {
        launchColumnSums<1>(m_stream, ColumnOf{x, m_e.columns()}, m_bias, floatsAt(call, m_partial),
                            {{call.output<float>(output)}});
    }

    void runSteps(const KernelCall& call) const
    {
        const auto* const wHidden = call.input<float>(3);
        std::byte* const room = call.scratch + m_workspace;
        StepGradient s{.lengths = call.input<std::int32_t>(4),
                       .dRecurrent = floatsAt(call, m_dRecurrent),
                       .dh = call.output<float>(1)};
        check(cudaMemcpyAsync(s.dh, call.inputs[9], static_cast<std::size_t>(m_e.states()) * sizeof(float),
                              cudaMemcpyDeviceToDevice, m_stream),
              "a copy");
        for (Index step = m_e.steps - 1; step >= 0; --step) {
            s.gates = call.input<float>(6) + step * m_e.batch * m_e.columns();
            s.recurrent = call.input<float>(7) + step * m_e.states();
            s.hBefore = step > 0 ? call.input<float>(5) + (step - 1) * m_e.states() : call.input<float>(1);
            s.dy = call.input<float>(8) + step * m_e.states();
            s.da = floatsAt(call, m_da) + step * m_e.batch * m_e.columns();
            s.du = floatsAt(call, m_du) + step * m_e.batch * m_e.columns();
            launch(m_stream, gridFor(m_e.states()), gruGateGradients, m_e, step, s);
            if (!m_e.isAfter) {
                m_toReset.run(
                    {.a = s.da + 2 * m_e.hidden, .b = wHidden + 2 * m_e.hidden, .c = s.dRecurrent, .workspace = room});
                launch(m_stream, gridFor(m_e.states()), gruResetGradients, m_e, s);
            }
            m_toState.run({.a = s.du, .b = wHidden, .c = s.dh, .beta = 1.0F, .workspace = room});
        }
    }

    cudaStream_t m_stream;
    Gru m_e;
    Product m_toState, m_toReset, m_toInputs, m_ofInputs, m_ofFirst, m_ofStates, m_ofReset;
    ColumnSpace m_bias;
    std::size_t m_da = 0, m_du = 0, m_dRecurrent = 0, m_partial = 0, m_workspace = 0, m_scratchBytes = 0;
};

std::unique_ptr<Kernel> gruGrad(const NodeView& view)
{
    GruGradient made(view);
    const std::size_t scratch = made.scratchBytes();
    return launching([made = std::move(made)](const KernelCall& call) { made.run(call); }, scratch);
}

} // namespace

void addGruKernels(Table& table)
{
    table.set("gru", gru);
    table.set("gru_grad", gruGrad);
}

} // namespace lb::engine::cuda
