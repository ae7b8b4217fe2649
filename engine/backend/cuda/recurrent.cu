#include "engine/backend/cuda/activation.h"
#include "engine/backend/cuda/columns.h"
#include "engine/backend/cuda/cuda_kernel.h"
#include "engine/backend/cuda/launch.h"
#include "engine/ops/precision.h"

#include <algorithm>

namespace lb::engine::cuda {

namespace {

struct Lstm {
    Index steps, batch, features, hidden;
    explicit Lstm(const NodeView& view)
        : steps(view.input(0)[0])
        , batch(view.input(0)[1])
        , features(view.input(0)[2])
        , hidden(view.input(1)[1])
    {
    }
    Index columns() const { return 4 * hidden; }
    Index states() const { return batch * hidden; }
};

struct StepState {
    const std::int32_t* lengths;
    float *y, *gates, *cells; ///< of this step
    float *h, *c;             ///< carried: after each row's last valid step
};

/// Gates hold the sums before the non-linearities at entry, i, f, g, o at exit; zeros from a row's length on.
__global__ void lstmCells(Lstm e, Index step, StepState s)
{
    const Index i = threadNumber();
    if (i >= e.batch * e.hidden)
        return;
    const Index row = i / e.hidden, j = i % e.hidden;
    float* const gates = s.gates + row * 4 * e.hidden + j;
    const bool isOver = step >= s.lengths[row];
    const float in = isOver ? 0.0F : sigmoidOf(gates[0]);
    const float forget = isOver ? 0.0F : sigmoidOf(gates[e.hidden]);
    const float candidate = isOver ? 0.0F : tanhf(gates[2 * e.hidden]);
    const float out = isOver ? 0.0F : sigmoidOf(gates[3 * e.hidden]);
    gates[0] = in;
    gates[e.hidden] = forget;
    gates[2 * e.hidden] = candidate;
    gates[3 * e.hidden] = out;
    const float cell = forget * s.c[i] + in * candidate;
    const float h = out * tanhf(cell);
    s.y[i] = isOver ? 0.0F : h;
    s.cells[i] = isOver ? 0.0F : cell;
    if (isOver)
        return;
    s.h[i] = h;
    s.c[i] = cell;
}

std::unique_ptr<Kernel> lstm(const NodeView& view)
{
    const Lstm e(view);
    Product ofInputs(
        view.context,
        {.m = e.steps * e.batch, .n = e.columns(), .k = e.features, .hasBias = true, .isRounded = isBf16(view.node)});
    Product ofState(view.context, {.m = e.batch, .n = e.columns(), .k = e.hidden});
    const std::size_t workspace = std::max(ofInputs.workspaceBytes(), ofState.workspaceBytes());
    return launching(
        [stream = view.context.stream(), e, ofInputs = std::move(ofInputs),
         ofState = std::move(ofState)](const KernelCall& call) {
            const std::size_t stateBytes = static_cast<std::size_t>(e.states()) * sizeof(float);
            float* const gates = call.output<float>(3);
            // The carried state stands in the outputs for the last one.
            StepState s{.lengths = call.input<std::int32_t>(6), .h = call.output<float>(1), .c = call.output<float>(2)};
            check(cudaMemcpyAsync(s.h, call.inputs[1], stateBytes, cudaMemcpyDeviceToDevice, stream), "a copy");
            check(cudaMemcpyAsync(s.c, call.inputs[2], stateBytes, cudaMemcpyDeviceToDevice, stream), "a copy");
            ofInputs.run({.a = call.input<float>(0),
                          .b = call.input<float>(3),
                          .c = gates,
                          .bias = call.input<float>(5),
                          .workspace = call.scratch});
            for (Index step = 0; step < e.steps; ++step) {
                s.gates = gates + step * e.batch * e.columns();
                s.y = call.output<float>(0) + step * e.states();
                s.cells = call.output<float>(4) + step * e.states();
                ofState.run(
                    {.a = s.h, .b = call.input<float>(4), .c = s.gates, .beta = 1.0F, .workspace = call.scratch});
                launch(stream, gridFor(e.states()), lstmCells, e, step, s);
            }
        },
        workspace);
}

struct StepGradient {
    const std::int32_t* lengths;
    const float *gates, *cells, *cBefore, *dy; ///< of this step
    float* dSums;                              ///< out: of the sums before the non-linearities
    float *dh, *dc;                            ///< carried back
};

/// What the state's product adds to dh comes after: dh is left at 0 where the row's step was valid.
__global__ void lstmCellGradients(Lstm e, Index step, StepGradient s)
{
    const Index i = threadNumber();
    if (i >= e.batch * e.hidden)
        return;
    const Index row = i / e.hidden, j = i % e.hidden;
    float* const dSums = s.dSums + row * 4 * e.hidden + j;
    if (step >= s.lengths[row]) {
        for (int gate = 0; gate < 4; ++gate)
            dSums[gate * e.hidden] = 0.0F;
        return;
    }
    const float* const gates = s.gates + row * 4 * e.hidden + j;
    const float in = gates[0], forget = gates[e.hidden], candidate = gates[2 * e.hidden], out = gates[3 * e.hidden];
    const float dh = s.dh[i] + s.dy[i];
    const float tanhC = tanhf(s.cells[i]);
    const float dc = s.dc[i] + dh * out * (1.0F - tanhC * tanhC);
    dSums[0] = dc * candidate * in * (1.0F - in);
    dSums[e.hidden] = dc * s.cBefore[i] * forget * (1.0F - forget);
    dSums[2 * e.hidden] = dc * in * (1.0F - candidate * candidate);
    dSums[3 * e.hidden] = dh * tanhC * out * (1.0F - out);
    s.dh[i] = 0.0F;
    s.dc[i] = dc * forget;
}

/// Inputs: x, h0, c0, wInput, wHidden, lengths, y, gates, cells, dy, dhLast, dcLast.
class LstmGradient {
public:
    explicit LstmGradient(const NodeView& view)
        : m_stream(view.context.stream())
        , m_e(view)
        , m_toState(view.context, {.m = m_e.batch, .n = m_e.hidden, .k = m_e.columns(), .transposeB = true})
        , m_toInputs(view.context,
                     {.m = m_e.steps * m_e.batch, .n = m_e.features, .k = m_e.columns(), .transposeB = true})
        , m_ofInputs(view.context,
                     {.m = m_e.features, .n = m_e.columns(), .k = m_e.steps * m_e.batch, .transposeA = true})
        , m_ofFirst(view.context, {.m = m_e.hidden, .n = m_e.columns(), .k = m_e.batch, .transposeA = true})
        , m_ofStates(view.context, {.m = m_e.hidden,
                                    .n = m_e.columns(),
                                    .k = std::max<Index>(m_e.steps - 1, 0) * m_e.batch,
                                    .transposeA = true})
        , m_bias(ColumnSpace::of(1, m_e.steps * m_e.batch, m_e.columns()))
    {
        ScratchLayout layout;
        m_dSums = layout.addFloats(m_e.steps * m_e.batch * m_e.columns());
        m_partial = layout.add(m_bias.scratchBytes(1));
        std::size_t most = 0;
        for (const Product* product : {&m_toState, &m_toInputs, &m_ofInputs, &m_ofFirst, &m_ofStates})
            most = std::max(most, product->workspaceBytes());
        m_workspace = layout.add(most);
        m_scratchBytes = layout.bytes();
    }
    std::size_t scratchBytes() const { return m_scratchBytes; }

    void run(const KernelCall& call) const
    {
        float* const dSums = floatsAt(call, m_dSums);
        std::byte* const workspace = call.scratch + m_workspace;
        runSteps(call);
        m_toInputs.run({.a = dSums, .b = call.input<float>(3), .c = call.output<float>(0), .workspace = workspace});
        m_ofInputs.run({.a = call.input<float>(0), .b = dSums, .c = call.output<float>(3), .workspace = workspace});
        // The state before step 0 is h0, before the others the output of the step before: at a valid step that one was.
        m_ofFirst.run({.a = call.input<float>(1), .b = dSums, .c = call.output<float>(4), .workspace = workspace});
        m_ofStates.run({.a = call.input<float>(6),
                        .b = dSums + m_e.batch * m_e.columns(),
                        .c = call.output<float>(4),
                        .beta = 1.0F,
                        .workspace = workspace});
        launchColumnSums<1>(m_stream, ColumnOf{dSums, m_e.columns()}, m_bias, floatsAt(call, m_partial),
                            {{call.output<float>(5)}});
    }

private:
    void runSteps(const KernelCall& call) const
    {
        const std::size_t stateBytes = static_cast<std::size_t>(m_e.states()) * sizeof(float);
        StepGradient s{
            .lengths = call.input<std::int32_t>(5), .dh = call.output<float>(1), .dc = call.output<float>(2)};
        check(cudaMemcpyAsync(s.dh, call.inputs[10], stateBytes, cudaMemcpyDeviceToDevice, m_stream), "a copy");
        check(cudaMemcpyAsync(s.dc, call.inputs[11], stateBytes, cudaMemcpyDeviceToDevice, m_stream), "a copy");
        for (Index step = m_e.steps - 1; step >= 0; --step) {
            s.gates = call.input<float>(7) + step * m_e.batch * m_e.columns();
            s.cells = call.input<float>(8) + step * m_e.states();
            s.cBefore = step > 0 ? s.cells - m_e.states() : call.input<float>(2);
            s.dy = call.input<float>(9) + step * m_e.states();
            s.dSums = floatsAt(call, m_dSums) + step * m_e.batch * m_e.columns();
            launch(m_stream, gridFor(m_e.states()), lstmCellGradients, m_e, step, s);
            m_toState.run({.a = s.dSums,
                           .b = call.input<float>(4),
                           .c = s.dh,
                           .beta = 1.0F,
                           .workspace = call.scratch + m_workspace});
        }
    }

    cudaStream_t m_stream;
    Lstm m_e;
    Product m_toState, m_toInputs, m_ofInputs, m_ofFirst, m_ofStates;
    ColumnSpace m_bias;
    std::size_t m_dSums = 0, m_partial = 0, m_workspace = 0, m_scratchBytes = 0;
};

std::unique_ptr<Kernel> lstmGrad(const NodeView& view)
{
    LstmGradient made(view);
    const std::size_t scratch = made.scratchBytes();
    return launching([made = std::move(made)](const KernelCall& call) { made.run(call); }, scratch);
}

} // namespace

void addRecurrentKernels(Table& table)
{
    table.set("lstm", lstm);
    table.set("lstm_grad", lstmGrad);
}

} // namespace lb::engine::cuda
