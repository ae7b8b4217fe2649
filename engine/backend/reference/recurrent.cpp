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
};

template <class T>
T sigmoid(T x)
{
    const T e = std::exp(-std::abs(x));
    return (x >= T{0} ? T{1} : e) / (T{1} + e);
}

/// result[j] += sum_i x[i] w[i, j]
template <class T>
void addProduct(const T* x, const T* w, T* result, std::int64_t rows, std::int64_t columns)
{
    for (std::int64_t i = 0; i < rows; ++i)
        for (std::int64_t j = 0; j < columns; ++j)
            result[j] += x[i] * w[i * columns + j];
}

/// One row's cell: gates hold the sums before the non-linearities at entry and the gates i, f, g, o at exit.
template <class T>
void cell(T* gates, const T* cBefore, T* c, T* h, std::int64_t hidden)
{
    for (std::int64_t j = 0; j < hidden; ++j) {
        T& i = gates[j];
        T& f = gates[hidden + j];
        T& g = gates[2 * hidden + j];
        T& o = gates[3 * hidden + j];
        i = sigmoid(i);
        f = sigmoid(f);
        g = std::tanh(g);
        o = sigmoid(o);
        c[j] = f * cBefore[j] + i * g;
        h[j] = o * std::tanh(c[j]);
    }
}

template <class T>
void lstm(const LoopNode& node, const KernelCall& call)
{
    const Extents e(node);
    const std::int32_t* lengths = call.input<std::int32_t>(6);
    for (int output : {0, 3, 4})
        std::fill_n(call.output<T>(output), node.output(output).elements(), T{0});
    for (std::int64_t row = 0; row < e.batch; ++row) {
        const T* h = call.input<T>(1) + row * e.hidden;
        const T* c = call.input<T>(2) + row * e.hidden;
        for (std::int64_t step = 0; step < std::min<std::int64_t>(lengths[row], e.steps); ++step) {
            const std::int64_t at = step * e.batch + row;
            T* gates = call.output<T>(3) + at * 4 * e.hidden;
            std::copy_n(call.input<T>(5), 4 * e.hidden, gates);
            addProduct(call.input<T>(0) + at * e.features, call.input<T>(3), gates, e.features, 4 * e.hidden);
            addProduct(h, call.input<T>(4), gates, e.hidden, 4 * e.hidden);
            cell(gates, c, call.output<T>(4) + at * e.hidden, call.output<T>(0) + at * e.hidden, e.hidden);
            h = call.output<T>(0) + at * e.hidden;
            c = call.output<T>(4) + at * e.hidden;
        }
        std::copy_n(h, e.hidden, call.output<T>(1) + row * e.hidden);
        std::copy_n(c, e.hidden, call.output<T>(2) + row * e.hidden);
    }
}

template <class T>
struct Backward {
    const T* gates; ///< after the non-linearities
    const T* c;
    const T* cBefore;
    const T* dh; ///< of this step's output, complete
    T* dc;       ///< in: of this step's cell; out: of the one before
    T* dSums;    ///< out: of the sums before the non-linearities
};

template <class T>
void cellGradient(const Backward<T>& b, std::int64_t hidden)
{
    for (std::int64_t j = 0; j < hidden; ++j) {
        const T i = b.gates[j];
        const T f = b.gates[hidden + j];
        const T g = b.gates[2 * hidden + j];
        const T o = b.gates[3 * hidden + j];
        const T tanhC = std::tanh(b.c[j]);
        const T dc = b.dc[j] + b.dh[j] * o * (T{1} - tanhC * tanhC);
        b.dSums[j] = dc * g * i * (T{1} - i);
        b.dSums[hidden + j] = dc * b.cBefore[j] * f * (T{1} - f);
        b.dSums[2 * hidden + j] = dc * i * (T{1} - g * g);
        b.dSums[3 * hidden + j] = b.dh[j] * tanhC * o * (T{1} - o);
        b.dc[j] = dc * f;
    }
}

/// dx[i] = sum_j w[i, j] d[j], and dw[i, j] += x[i] d[j]: what one row of a product y = x w passes back.
template <class T>
void productGradient(const T* x, const T* w, const T* d, T* dx, T* dw, std::int64_t rows, std::int64_t columns)
{
    for (std::int64_t i = 0; i < rows; ++i) {
        T total = T{0};
        for (std::int64_t j = 0; j < columns; ++j) {
            total += w[i * columns + j] * d[j];
            dw[i * columns + j] += x[i] * d[j];
        }
        dx[i] = total;
    }
}

/// Scratch of lstm_grad: dSums of one row.
std::size_t gradientScratch(const LoopNode& node)
{
    return static_cast<std::size_t>(4 * node.input(1)[1]) * sizeOf(node.inputs[0].dtype);
}

template <class T>
void lstmGrad(const LoopNode& node, const KernelCall& call)
{
    const Extents e(node);
    const std::int64_t columns = 4 * e.hidden;
    const std::int32_t* lengths = call.input<std::int32_t>(5);
    T* dSums = reinterpret_cast<T*>(call.scratch);
    for (int output : {0, 3, 4, 5})
        std::fill_n(call.output<T>(output), node.output(output).elements(), T{0});
    for (std::int64_t row = 0; row < e.batch; ++row) {
        T* dh = call.output<T>(1) + row * e.hidden; // carried back in place, ends as dh0
        T* dc = call.output<T>(2) + row * e.hidden;
        std::copy_n(call.input<T>(10) + row * e.hidden, e.hidden, dh);
        std::copy_n(call.input<T>(11) + row * e.hidden, e.hidden, dc);
        for (std::int64_t step = std::min<std::int64_t>(lengths[row], e.steps) - 1; step >= 0; --step) {
            const std::int64_t at = step * e.batch + row;
            const std::int64_t before = at - e.batch;
            const T* hBefore = step > 0 ? call.input<T>(6) + before * e.hidden : call.input<T>(1) + row * e.hidden;
            const T* cBefore = step > 0 ? call.input<T>(8) + before * e.hidden : call.input<T>(2) + row * e.hidden;
            for (std::int64_t j = 0; j < e.hidden; ++j)
                dh[j] += call.input<T>(9)[at * e.hidden + j];
            cellGradient<T>({.gates = call.input<T>(7) + at * columns,
                             .c = call.input<T>(8) + at * e.hidden,
                             .cBefore = cBefore,
                             .dh = dh,
                             .dc = dc,
                             .dSums = dSums},
                            e.hidden);
            productGradient(call.input<T>(0) + at * e.features, call.input<T>(3), dSums,
                            call.output<T>(0) + at * e.features, call.output<T>(3), e.features, columns);
            productGradient(hBefore, call.input<T>(4), dSums, dh, call.output<T>(4), e.hidden, columns);
            for (std::int64_t j = 0; j < columns; ++j)
                call.output<T>(5)[j] += dSums[j];
        }
    }
}

} // namespace

void addRecurrentKernels(KernelTable& table)
{
    table.set("lstm", loopFor<lstm<float>, lstm<double>>);
    table.set("lstm_grad", loopFor<lstmGrad<float>, lstmGrad<double>, nullptr, gradientScratch>);
}

} // namespace lb::engine::reference
