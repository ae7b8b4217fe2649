#include "engine/backend/cpu/vector/isa_tables.h"
#include "engine/backend/cpu/vector/math.h"

namespace lb::engine::cpu::LB_ISA {

namespace {

void clearRow(float* to, Index count)
{
    for (Index i = 0; i < count; ++i)
        to[i] = 0.0F;
}

/// Calls active(row) or past(row) for each row, as its length says.
template <class Active, class Past>
LB_INLINE void forEachRow(const GruStep& step, const Active& active, const Past& past)
{
    for (Index row = 0; row < step.rows; ++row)
        if (step.step < step.lengths[row])
            active(row);
        else
            past(row);
}

void clearForward(const GruStep& step, const GruForward& data, Index row)
{
    clearRow(data.gates + row * 3 * step.hidden, 3 * step.hidden);
    clearRow(data.recurrent + row * step.hidden, step.hidden);
    clearRow(data.y + row * step.hidden, step.hidden);
}

void forwardAfter(const GruStep& step, const GruForward& data)
{
    const Index hidden = step.hidden;
    const auto active = [&](Index row) {
        float* const gates = data.gates + row * 3 * hidden;
        const float* const sums = data.sums + row * 3 * hidden;
        const float* const h = data.previous + row * hidden;
        float* const recurrent = data.recurrent + row * hidden;
        float* const y = data.y + row * hidden;
#pragma omp simd
        for (Index j = 0; j < hidden; ++j) {
            const float r = sigmoidOf(gates[j] + sums[j]);
            const float z = sigmoidOf(gates[hidden + j] + sums[hidden + j]);
            const float u = sums[2 * hidden + j];
            const float n = tanhOf(gates[2 * hidden + j] + r * u);
            gates[j] = r;
            gates[hidden + j] = z;
            gates[2 * hidden + j] = n;
            recurrent[j] = u;
            y[j] = (1.0F - z) * n + z * h[j];
        }
    };
    forEachRow(step, active, [&](Index row) { clearForward(step, data, row); });
}

void resetBefore(const GruStep& step, const GruForward& data)
{
    const Index hidden = step.hidden;
    const auto active = [&](Index row) {
        float* const gates = data.gates + row * 3 * hidden;
        const float* const h = data.previous + row * hidden;
        float* const recurrent = data.recurrent + row * hidden;
#pragma omp simd
        for (Index j = 0; j < hidden; ++j) {
            gates[j] = sigmoidOf(gates[j]);
            gates[hidden + j] = sigmoidOf(gates[hidden + j]);
            recurrent[j] = gates[j] * h[j];
        }
    };
    forEachRow(step, active, [&](Index row) { clearForward(step, data, row); });
}

void updateBefore(const GruStep& step, const GruForward& data)
{
    const Index hidden = step.hidden;
    const auto active = [&](Index row) {
        float* const gates = data.gates + row * 3 * hidden;
        const float* const h = data.previous + row * hidden;
        float* const y = data.y + row * hidden;
#pragma omp simd
        for (Index j = 0; j < hidden; ++j) {
            const float z = gates[hidden + j];
            const float n = tanhOf(gates[2 * hidden + j]);
            gates[2 * hidden + j] = n;
            y[j] = (1.0F - z) * n + z * h[j];
        }
    };
    forEachRow(step, active, [&](Index row) { clearForward(step, data, row); });
}

void backward(const GruStep& step, const GruBackward& data)
{
    const Index hidden = step.hidden;
    const auto active = [&](Index row) {
        const float* const gates = data.gates + row * 3 * hidden;
        const float* const recurrent = data.recurrent + row * hidden;
        const float* const h = data.previous + row * hidden;
        const float* const dy = data.dy + row * hidden;
        float* const dState = data.dState + row * hidden;
        float* const dGates = data.dGates + row * 3 * hidden;
        float* const dSums = data.dSums + row * 3 * hidden;
#pragma omp simd
        for (Index j = 0; j < hidden; ++j) {
            const float r = gates[j];
            const float z = gates[hidden + j];
            const float n = gates[2 * hidden + j];
            const float d = dState[j] + dy[j];
            const float dz = d * (h[j] - n) * z * (1.0F - z);
            const float dn = d * (1.0F - z) * (1.0F - n * n);
            const float dr = dn * recurrent[j] * r * (1.0F - r); // of the form that resets after; else set later
            dGates[j] = dr;
            dGates[hidden + j] = dz;
            dGates[2 * hidden + j] = dn;
            dSums[j] = dr;
            dSums[hidden + j] = dz;
            dSums[2 * hidden + j] = dn * r;
            dState[j] = d * z;
        }
    };
    forEachRow(step, active, [&](Index row) {
        clearRow(data.dGates + row * 3 * hidden, 3 * hidden);
        clearRow(data.dSums + row * 3 * hidden, 3 * hidden);
    });
}

void backwardReset(const GruStep& step, const GruBackward& data)
{
    const Index hidden = step.hidden;
    const auto active = [&](Index row) {
        const float* const gates = data.gates + row * 3 * hidden;
        const float* const h = data.previous + row * hidden;
        const float* const dRecurrent = data.dSums + row * 3 * hidden;
        float* const dState = data.dState + row * hidden;
        float* const dGates = data.dGates + row * 3 * hidden;
#pragma omp simd
        for (Index j = 0; j < hidden; ++j) {
            const float r = gates[j];
            dGates[j] = dRecurrent[j] * h[j] * r * (1.0F - r);
            dState[j] += dRecurrent[j] * r;
        }
    };
    forEachRow(step, active, [](Index) {});
}

} // namespace

GruKernels gruKernels()
{
    return {.forwardAfter = forwardAfter,
            .resetBefore = resetBefore,
            .updateBefore = updateBefore,
            .backward = backward,
            .backwardReset = backwardReset};
}

} // namespace lb::engine::cpu::LB_ISA
