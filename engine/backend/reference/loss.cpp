#include "engine/backend/reference/loop_kernel.h"
#include "engine/backend/reference/reference_kernels.h"

#include <algorithm>
#include <cmath>

namespace lb::engine::reference {

namespace {

template <class T>
void bceWithLogits(const LoopNode& node, const KernelCall& call)
{
    const T* logits = call.input<T>(0);
    const T* targets = call.input<T>(1);
    T* y = call.output<T>(0);
    for (std::int64_t i = 0; i < node.output(0).elements(); ++i) {
        const T softplus = std::max(logits[i], T{0}) + std::log1p(std::exp(-std::abs(logits[i])));
        y[i] = softplus - targets[i] * logits[i];
    }
}

template <class T>
void bceWithLogitsGrad(const LoopNode& node, const KernelCall& call)
{
    const T* logits = call.input<T>(0);
    const T* targets = call.input<T>(1);
    const T* dy = call.input<T>(2);
    T* dLogits = call.output<T>(0);
    for (std::int64_t i = 0; i < node.output(0).elements(); ++i) {
        const T e = std::exp(-std::abs(logits[i]));
        const T sigmoid = (logits[i] >= T{0} ? T{1} : e) / (T{1} + e);
        dLogits[i] = dy[i] * (sigmoid - targets[i]);
    }
}

/// One row of logits and its target.
template <class T>
struct ClassRow {
    const T* logits;
    std::int64_t classes;
    std::int32_t target;
    bool isIgnored;

    double maximum() const { return static_cast<double>(*std::max_element(logits, logits + classes)); }
    double sumOfExp(double top) const
    {
        double total = 0.0;
        for (std::int64_t i = 0; i < classes; ++i)
            total += std::exp(static_cast<double>(logits[i]) - top);
        return total;
    }
};

template <class T>
ClassRow<T> rowAt(const LoopNode& node, const KernelCall& call, std::int64_t row)
{
    const std::int64_t classes = node.input(0)[-1];
    const std::int32_t target = call.input<std::int32_t>(1)[row];
    const bool isIgnored = target == node.attributes.integer("ignore");
    const bool isClass = target >= 0 && target < classes;
    LB_ASSERT(isIgnored || isClass);
    return {call.input<T>(0) + row * classes, classes, isClass ? target : 0, isIgnored};
}

template <class T>
void crossEntropy(const LoopNode& node, const KernelCall& call)
{
    T* y = call.output<T>(0);
    for (std::int64_t i = 0; i < node.input(1).elements(); ++i) {
        const ClassRow<T> row = rowAt<T>(node, call, i);
        y[i] = T{0};
        if (row.isIgnored)
            continue;
        const double top = row.maximum();
        y[i] = static_cast<T>(std::log(row.sumOfExp(top)) - (static_cast<double>(row.logits[row.target]) - top));
    }
}

template <class T>
void crossEntropyGrad(const LoopNode& node, const KernelCall& call)
{
    const T* dy = call.input<T>(2);
    for (std::int64_t i = 0; i < node.input(1).elements(); ++i) {
        const ClassRow<T> row = rowAt<T>(node, call, i);
        T* dLogits = call.output<T>(0) + i * row.classes; // may be the logits themselves
        if (row.isIgnored) {
            std::fill_n(dLogits, row.classes, T{0});
            continue;
        }
        const double top = row.maximum();
        const double total = row.sumOfExp(top);
        for (std::int64_t j = 0; j < row.classes; ++j) {
            const double probability = std::exp(static_cast<double>(row.logits[j]) - top) / total;
            dLogits[j] = dy[i] * static_cast<T>(probability - (j == row.target ? 1.0 : 0.0));
        }
    }
}

template <class T>
void correct(const LoopNode& node, const KernelCall& call)
{
    T* y = call.output<T>(0);
    for (std::int64_t i = 0; i < node.input(1).elements(); ++i) {
        const ClassRow<T> row = rowAt<T>(node, call, i);
        const std::int64_t best = std::max_element(row.logits, row.logits + row.classes) - row.logits;
        y[i] = !row.isIgnored && best == row.target ? T{1} : T{0};
    }
}

} // namespace

void addLossKernels(KernelTable& table)
{
    table.set("bce_with_logits", loopFor<bceWithLogits<float>, bceWithLogits<double>>);
    table.set("bce_with_logits_grad", loopFor<bceWithLogitsGrad<float>, bceWithLogitsGrad<double>>);
    table.set("cross_entropy", loopFor<crossEntropy<float>, crossEntropy<double>>);
    table.set("cross_entropy_grad", loopFor<crossEntropyGrad<float>, crossEntropyGrad<double>>);
    table.set("correct", loopFor<correct<float>, correct<double>>);
}

} // namespace lb::engine::reference
