#include "engine/ops/output_loss.h"

#include "engine/backend/reference/loop_kernel.h"
#include "engine/backend/reference/reference_kernels.h"

#include <algorithm>
#include <cmath>

namespace lb::engine::reference {

namespace {

/// One row of logits and one of x's gradient, in double.
std::size_t rowScratch(const LoopNode& node)
{
    const OutputLossExtents e = outputLossExtents(node.inputs, node.attributes);
    return static_cast<std::size_t>(e.classes + e.inner) * sizeof(double);
}

/// Index of a number of the weight.
std::int64_t at(const OutputLossExtents& e, std::int64_t inner, std::int64_t column)
{
    return e.isTransposed ? column * e.inner + inner : inner * e.classes + column;
}

template <class T>
void makeLogits(const OutputLossExtents& e, const KernelCall& call, std::int64_t row, double* logits)
{
    for (std::int64_t column = 0; column < e.classes; ++column) {
        logits[column] = e.hasBias ? static_cast<double>(call.input<T>(2)[column]) : 0.0;
        for (std::int64_t i = 0; i < e.inner; ++i)
            logits[column] += static_cast<double>(call.input<T>(0)[row * e.inner + i]) *
                              static_cast<double>(call.input<T>(1)[at(e, i, column)]);
    }
}

/// The row's class, or -1 where it is ignored.
std::int64_t targetOf(const OutputLossExtents& e, const KernelCall& call, std::int64_t row)
{
    const std::int32_t target = call.input<std::int32_t>(e.targets)[row];
    if (target == e.ignore)
        return -1;
    LB_ASSERT(target >= 0 && target < e.classes);
    return target >= 0 && target < e.classes ? target : 0;
}

template <class T>
void linearCrossEntropy(const LoopNode& node, const KernelCall& call)
{
    const OutputLossExtents e = outputLossExtents(node.inputs, node.attributes);
    auto* logits = reinterpret_cast<double*>(call.scratch);
    for (std::int64_t row = 0; row < e.rows; ++row) {
        makeLogits<T>(e, call, row, logits);
        const double top = *std::max_element(logits, logits + e.classes);
        double total = 0.0;
        for (std::int64_t i = 0; i < e.classes; ++i)
            total += std::exp(logits[i] - top);
        const double logSum = top + std::log(total);
        const std::int64_t target = targetOf(e, call, row);
        call.output<T>(0)[row] = target < 0 ? T{0} : static_cast<T>(logSum - logits[target]);
        call.output<T>(1)[row] = static_cast<T>(logSum);
    }
}

template <class T>
void linearCrossEntropyGrad(const LoopNode& node, const KernelCall& call)
{
    const OutputLossExtents e = outputLossExtents(node.inputs, node.attributes);
    auto* d = reinterpret_cast<double*>(call.scratch);
    double* dx = d + e.classes;
    for (std::size_t i = 0; i < node.outputs.size(); ++i)
        std::fill_n(call.output<T>(static_cast<int>(i)), node.outputs[i].shape.elements(), T{0});
    for (std::int64_t row = 0; row < e.rows; ++row) {
        const std::int64_t target = targetOf(e, call, row);
        if (target < 0)
            continue;
        makeLogits<T>(e, call, row, d);
        std::fill_n(dx, e.inner, 0.0);
        for (std::int64_t column = 0; column < e.classes; ++column) {
            const double probability = std::exp(d[column] - static_cast<double>(call.input<T>(e.logSums)[row]));
            const T slope =
                static_cast<T>(probability - (column == target ? 1.0 : 0.0)) * call.input<T>(e.outputGradient)[row];
            for (std::int64_t i = 0; i < e.inner; ++i) {
                dx[i] += static_cast<double>(slope) * static_cast<double>(call.input<T>(1)[at(e, i, column)]);
                call.output<T>(1)[at(e, i, column)] += slope * call.input<T>(0)[row * e.inner + i];
            }
            if (e.hasBias)
                call.output<T>(2)[column] += slope;
        }
        for (std::int64_t i = 0; i < e.inner; ++i)
            call.output<T>(0)[row * e.inner + i] = static_cast<T>(dx[i]);
    }
}

} // namespace

void addOutputLossKernels(KernelTable& table)
{
    table.set("linear_cross_entropy",
              loopFor<linearCrossEntropy<float>, linearCrossEntropy<double>, nullptr, rowScratch>);
    table.set("linear_cross_entropy_grad",
              loopFor<linearCrossEntropyGrad<float>, linearCrossEntropyGrad<double>, nullptr, rowScratch>);
}

} // namespace lb::engine::reference
