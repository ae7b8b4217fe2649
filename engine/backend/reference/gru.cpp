#include "engine/backend/reference/activation.h"
#include "engine/backend/reference/loop_kernel.h"
#include "engine/backend/reference/reference_kernels.h"

#include <algorithm>
#include <cmath>

namespace lb::engine::reference {

namespace {

struct Extents {
    std::int64_t steps, batch, features, hidden;
    explicit Extents(const LoopNode& node)
        : steps(node.input(0)[0])
        , batch(node.input(0)[1])
        , features(node.input(0)[2])
        , hidden(node.input(1)[1])
    {
    }
    std::int64_t columns() const { return 3 * hidden; }
};

/// Columns [begin, end) of a [rows, columns] matrix.
struct Columns {
    std::int64_t rows, columns, begin, end;
};

/// result[j] += sum_i x[i] w[i, j]
template <class T>
void addProduct(const T* x, const T* w, T* result, const Columns& c)
{
    for (std::int64_t i = 0; i < c.rows; ++i)
        for (std::int64_t j = c.begin; j < c.end; ++j)
            result[j] += x[i] * w[i * c.columns + j];
}

/// dx[i] += sum_j w[i, j] d[j]
template <class T>
void addTransposedProduct(const T* w, const T* d, T* dx, const Columns& c)
{
    for (std::int64_t i = 0; i < c.rows; ++i)
        for (std::int64_t j = c.begin; j < c.end; ++j)
            dx[i] += w[i * c.columns + j] * d[j];
}

/// dw[i, j] += x[i] d[j]
template <class T>
void addOuterProduct(const T* x, const T* d, T* dw, const Columns& c)
{
    for (std::int64_t i = 0; i < c.rows; ++i)
        for (std::int64_t j = c.begin; j < c.end; ++j)
            dw[i * c.columns + j] += x[i] * d[j];
}

/// Scratch of both: two rows of gates and one of states.
std::size_t stepScratch(const LoopNode& node)
{
    return static_cast<std::size_t>(7 * node.input(1)[1]) * sizeOf(node.inputs[0].dtype);
}

template <class T>
void gru(const LoopNode& node, const KernelCall& call)
{
    const Extents e(node);
    const bool isAfter = node.inputs.size() == 7;
    const std::int64_t hidden = e.hidden;
    const T* wHidden = call.input<T>(3);
    T* u = reinterpret_cast<T*>(call.scratch); // what the state adds to the gates
    for (int output : {0, 2, 3})
        std::fill_n(call.output<T>(output), node.output(output).elements(), T{0});
    for (std::int64_t row = 0; row < e.batch; ++row) {
        const T* h = call.input<T>(1) + row * hidden;
        const std::int64_t length = call.input<std::int32_t>(5)[row];
        for (std::int64_t step = 0; step < std::min(length, e.steps); ++step) {
            const std::int64_t at = step * e.batch + row;
            T* gates = call.output<T>(2) + at * e.columns();
            T* recurrent = call.output<T>(3) + at * hidden;
            std::copy_n(call.input<T>(4), e.columns(), gates);
            addProduct(call.input<T>(0) + at * e.features, call.input<T>(2), gates,
                       {e.features, e.columns(), 0, e.columns()});
            if (isAfter)
                std::copy_n(call.input<T>(6), e.columns(), u);
            else
                std::fill_n(u, e.columns(), T{0});
            addProduct(h, wHidden, u, {hidden, e.columns(), 0, (isAfter ? 3 : 2) * hidden});
            for (std::int64_t j = 0; j < 2 * hidden; ++j)
                gates[j] = sigmoidOf(gates[j] + u[j]);
            for (std::int64_t j = 0; j < hidden; ++j)
                recurrent[j] = isAfter ? u[2 * hidden + j] : gates[j] * h[j];
            if (!isAfter)
                addProduct(recurrent, wHidden, u, {hidden, e.columns(), 2 * hidden, 3 * hidden});
            for (std::int64_t j = 0; j < hidden; ++j) {
                const T z = gates[hidden + j];
                T& n = gates[2 * hidden + j];
                n = std::tanh(n + (isAfter ? gates[j] : T{1}) * u[2 * hidden + j]);
                call.output<T>(0)[at * hidden + j] = (T{1} - z) * n + z * h[j];
            }
            h = call.output<T>(0) + at * hidden;
        }
        std::copy_n(h, hidden, call.output<T>(1) + row * hidden);
    }
}

template <class T>
void gruGrad(const LoopNode& node, const KernelCall& call)
{
    const Extents e(node);
    const bool isAfter = node.attributes.flag("reset_after");
    const std::int64_t hidden = e.hidden;
    const T* wHidden = call.input<T>(3);
    T* da = reinterpret_cast<T*>(call.scratch); // of the gates' sums
    T* du = da + e.columns();                   // of the state's part in them
    T* dRecurrent = du + e.columns();
    for (std::size_t i = 0; i < node.outputs.size(); ++i)
        std::fill_n(call.output<T>(static_cast<int>(i)), node.outputs[i].shape.elements(), T{0});
    for (std::int64_t row = 0; row < e.batch; ++row) {
        T* dh = call.output<T>(1) + row * hidden; // carried back in place, ends as dh0
        std::copy_n(call.input<T>(9) + row * hidden, hidden, dh);
        const std::int64_t length = call.input<std::int32_t>(4)[row];
        for (std::int64_t step = std::min(length, e.steps) - 1; step >= 0; --step) {
            const std::int64_t at = step * e.batch + row;
            const T* h = step > 0 ? call.input<T>(5) + (at - e.batch) * hidden : call.input<T>(1) + row * hidden;
            const T* gates = call.input<T>(6) + at * e.columns();
            const T* recurrent = call.input<T>(7) + at * hidden;
            for (std::int64_t j = 0; j < hidden; ++j) {
                const T r = gates[j];
                const T z = gates[hidden + j];
                const T n = gates[2 * hidden + j];
                const T d = dh[j] + call.input<T>(8)[at * hidden + j];
                da[hidden + j] = d * (h[j] - n) * z * (T{1} - z);
                da[2 * hidden + j] = d * (T{1} - z) * (T{1} - n * n);
                da[j] = isAfter ? da[2 * hidden + j] * recurrent[j] * r * (T{1} - r) : T{0};
                dh[j] = d * z;
                dRecurrent[j] = T{0};
            }
            if (!isAfter) {
                addTransposedProduct(wHidden, da, dRecurrent, {hidden, e.columns(), 2 * hidden, 3 * hidden});
                for (std::int64_t j = 0; j < hidden; ++j) {
                    da[j] = dRecurrent[j] * h[j] * gates[j] * (T{1} - gates[j]);
                    dh[j] += dRecurrent[j] * gates[j];
                }
            }
            std::copy_n(da, e.columns(), du);
            for (std::int64_t j = 0; isAfter && j < hidden; ++j)
                du[2 * hidden + j] *= gates[j];
            const std::int64_t ofState = (isAfter ? 3 : 2) * hidden;
            addTransposedProduct(wHidden, du, dh, {hidden, e.columns(), 0, ofState});
            addOuterProduct(h, du, call.output<T>(3), {hidden, e.columns(), 0, ofState});
            addOuterProduct(recurrent, du, call.output<T>(3), {hidden, e.columns(), ofState, e.columns()});
            const Columns all{e.features, e.columns(), 0, e.columns()};
            addTransposedProduct(call.input<T>(2), da, call.output<T>(0) + at * e.features, all);
            addOuterProduct(call.input<T>(0) + at * e.features, da, call.output<T>(2), all);
            for (std::int64_t j = 0; j < e.columns(); ++j) {
                call.output<T>(4)[j] += da[j];
                if (isAfter)
                    call.output<T>(5)[j] += du[j];
            }
        }
    }
}

} // namespace

void addGruKernels(KernelTable& table)
{
    table.set("gru", loopFor<gru<float>, gru<double>, nullptr, stepScratch>);
    table.set("gru_grad", loopFor<gruGrad<float>, gruGrad<double>, nullptr, stepScratch>);
}

} // namespace lb::engine::reference
