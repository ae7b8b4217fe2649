#include "engine/backend/cpu/vector/isa_tables.h"
#include "engine/backend/cpu/vector/math.h"

namespace lb::engine::cpu::LB_ISA {

namespace {

/// One row of four gates of `hidden` numbers each.
template <class T>
struct GateRow {
    T* input;
    T* forget;
    T* candidate;
    T* output;

    GateRow(T* gates, Index hidden)
        : input(gates)
        , forget(gates + hidden)
        , candidate(gates + 2 * hidden)
        , output(gates + 3 * hidden)
    {
    }
};

void forwardRow(const GateRow<float>& gate, const float* previousCell, float* cell, float* y, Index hidden)
{
#pragma omp simd
    for (Index j = 0; j < hidden; ++j) {
        const float i = sigmoidOf(gate.input[j]);
        const float f = sigmoidOf(gate.forget[j]);
        const float g = tanhOf(gate.candidate[j]);
        const float o = sigmoidOf(gate.output[j]);
        const float c = f * previousCell[j] + i * g;
        gate.input[j] = i;
        gate.forget[j] = f;
        gate.candidate[j] = g;
        gate.output[j] = o;
        cell[j] = c;
        y[j] = o * tanhOf(c);
    }
}

void clearRow(float* to, Index count)
{
    for (Index i = 0; i < count; ++i)
        to[i] = 0.0F;
}

void forward(const LstmStep& step, const LstmForward& data)
{
    const Index hidden = step.hidden;
    for (Index row = 0; row < step.rows; ++row) {
        float* const gates = data.gates + row * 4 * hidden;
        const Index at = row * hidden;
        if (step.step < step.lengths[row]) {
            forwardRow(GateRow<float>(gates, hidden), data.previousCell + at, data.cell + at, data.y + at, hidden);
            continue;
        }
        clearRow(gates, 4 * hidden);
        clearRow(data.cell + at, hidden);
        clearRow(data.y + at, hidden);
    }
}

void backwardRow(const GateRow<const float>& gate, const GateRow<float>& dGate, const LstmBackward& data, Index at,
                 Index hidden)
{
    const float* const cell = data.cell + at;
    const float* const previousCell = data.previousCell + at;
    const float* const dy = data.dy + at;
    float* const dState = data.dState + at;
    float* const dCell = data.dCell + at;
#pragma omp simd
    for (Index j = 0; j < hidden; ++j) {
        const float i = gate.input[j];
        const float f = gate.forget[j];
        const float g = gate.candidate[j];
        const float o = gate.output[j];
        const float squashed = tanhOf(cell[j]);
        const float dOut = dState[j] + dy[j];
        const float dc = dCell[j] + dOut * o * (1.0F - squashed * squashed);
        dGate.input[j] = dc * g * i * (1.0F - i);
        dGate.forget[j] = dc * previousCell[j] * f * (1.0F - f);
        dGate.candidate[j] = dc * i * (1.0F - g * g);
        dGate.output[j] = dOut * squashed * o * (1.0F - o);
        dCell[j] = dc * f;
        dState[j] = 0.0F;
    }
}

void backward(const LstmStep& step, const LstmBackward& data)
{
    const Index hidden = step.hidden;
    for (Index row = 0; row < step.rows; ++row) {
        float* const dGates = data.dGates + row * 4 * hidden;
        if (step.step >= step.lengths[row]) {
            clearRow(dGates, 4 * hidden);
            continue;
        }
        backwardRow(GateRow<const float>(data.gates + row * 4 * hidden, hidden), GateRow<float>(dGates, hidden), data,
                    row * hidden, hidden);
    }
}

} // namespace

LstmKernels lstmKernels()
{
    return {.forward = forward, .backward = backward};
}

} // namespace lb::engine::cpu::LB_ISA
