#include "engine/backend/reference/loop_kernel.h"
#include "engine/backend/reference/reference_kernels.h"

#include <algorithm>
#include <cmath>

namespace lb::engine::reference {

namespace {

/// ln sum exp(x), with the maximum taken out so that nothing overflows.
template <class T>
double logSumExp(const T* x, std::int64_t count)
{
    const double top = static_cast<double>(*std::max_element(x, x + count));
    double total = 0.0;
    for (std::int64_t i = 0; i < count; ++i)
        total += std::exp(static_cast<double>(x[i]) - top);
    return top + std::log(total);
}

/// Calls `row(first element, count)` for each row of the last axis; empty rows hold nothing to do.
template <class F>
void forEachRow(const Shape& shape, F row)
{
    const std::int64_t count = shape[-1];
    for (std::int64_t i = 0; i < shape.elements(); i += count)
        row(i, count);
}

template <class T>
void softmax(const LoopNode& node, const KernelCall& call)
{
    const T* x = call.input<T>(0);
    T* y = call.output<T>(0);
    forEachRow(node.input(0), [=](std::int64_t first, std::int64_t count) {
        const double norm = logSumExp(x + first, count);
        for (std::int64_t i = first; i < first + count; ++i)
            y[i] = static_cast<T>(std::exp(static_cast<double>(x[i]) - norm));
    });
}

template <class T>
void logSoftmax(const LoopNode& node, const KernelCall& call)
{
    const T* x = call.input<T>(0);
    T* y = call.output<T>(0);
    forEachRow(node.input(0), [=](std::int64_t first, std::int64_t count) {
        const double norm = logSumExp(x + first, count);
        for (std::int64_t i = first; i < first + count; ++i)
            y[i] = static_cast<T>(static_cast<double>(x[i]) - norm);
    });
}

template <class T>
void softmaxGrad(const LoopNode& node, const KernelCall& call)
{
    const T* y = call.input<T>(0);
    const T* dy = call.input<T>(1);
    T* dx = call.output<T>(0);
    forEachRow(node.input(0), [=](std::int64_t first, std::int64_t count) {
        double dot = 0.0;
        for (std::int64_t i = first; i < first + count; ++i)
            dot += static_cast<double>(y[i]) * static_cast<double>(dy[i]);
        for (std::int64_t i = first; i < first + count; ++i)
            dx[i] = y[i] * (dy[i] - static_cast<T>(dot));
    });
}

template <class T>
void logSoftmaxGrad(const LoopNode& node, const KernelCall& call)
{
    const T* y = call.input<T>(0);
    const T* dy = call.input<T>(1);
    T* dx = call.output<T>(0);
    forEachRow(node.input(0), [=](std::int64_t first, std::int64_t count) {
        double total = 0.0;
        for (std::int64_t i = first; i < first + count; ++i)
            total += static_cast<double>(dy[i]);
        for (std::int64_t i = first; i < first + count; ++i)
            dx[i] = dy[i] - std::exp(y[i]) * static_cast<T>(total);
    });
}

} // namespace

void addSoftmaxKernels(KernelTable& table)
{
    table.set("softmax", loopFor<softmax<float>, softmax<double>>);
    table.set("log_softmax", loopFor<logSoftmax<float>, logSoftmax<double>>);
    table.set("softmax_grad", loopFor<softmaxGrad<float>, softmaxGrad<double>>);
    table.set("log_softmax_grad", loopFor<logSoftmaxGrad<float>, logSoftmaxGrad<double>>);
}

} // namespace lb::engine::reference
