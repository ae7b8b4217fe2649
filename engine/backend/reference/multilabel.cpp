#include "engine/backend/reference/activation.h"
#include "engine/backend/reference/loop_kernel.h"
#include "engine/backend/reference/reference_kernels.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lb::engine::reference {

namespace {

/// One row of logits and targets, and the logarithms of its two sums.
template <class T>
struct LabelRow {
    const T* logits;
    const T* targets;
    std::int64_t classes;
    bool hasThreshold;
    double wrong = 0.0; ///< ln of sum (1 - y) e^s, with 1 added where there is a threshold
    double right = 0.0; ///< ln of sum y e^-s, likewise

    LabelRow(const T* s, const T* y, std::int64_t count, bool threshold)
        : logits(s)
        , targets(y)
        , classes(count)
        , hasThreshold(threshold)
    {
        wrong = logSum([this](std::int64_t i) { return wrongShare(i); }, 1.0);
        right = logSum([this](std::int64_t i) { return rightShare(i); }, -1.0);
    }

    double wrongShare(std::int64_t i) const { return targets[i] < T{0} ? 0.0 : 1.0 - static_cast<double>(targets[i]); }
    double rightShare(std::int64_t i) const { return targets[i] < T{0} ? 0.0 : static_cast<double>(targets[i]); }

    double loss() const
    {
        if (hasThreshold)
            return wrong + right;
        const double both = wrong + right;
        return std::max(both, 0.0) + std::log1p(std::exp(-std::abs(both)));
    }
    double slope(std::int64_t i) const
    {
        const auto s = static_cast<double>(logits[i]);
        const double factor = hasThreshold ? 1.0 : sigmoidOf(wrong + right);
        if (factor == 0.0)
            return 0.0; // without right or wrong classes a sum's logarithm is -infinity
        const double up = wrongShare(i) > 0.0 ? wrongShare(i) * std::exp(s - wrong) : 0.0;
        const double down = rightShare(i) > 0.0 ? rightShare(i) * std::exp(-s - right) : 0.0;
        return factor * (up - down);
    }

private:
    template <class Share>
    double logSum(Share share, double sign) const
    {
        double top = hasThreshold ? 0.0 : -std::numeric_limits<double>::infinity();
        for (std::int64_t i = 0; i < classes; ++i)
            if (share(i) > 0.0)
                top = std::max(top, sign * static_cast<double>(logits[i]));
        if (std::isinf(top))
            return top;
        double total = hasThreshold ? std::exp(-top) : 0.0;
        for (std::int64_t i = 0; i < classes; ++i)
            if (share(i) > 0.0)
                total += share(i) * std::exp(sign * static_cast<double>(logits[i]) - top);
        return top + std::log(total);
    }
};

/// Targets of a row whose right classes are listed.
template <class T>
const T* spread(const KernelCall& call, const Shape& positives, std::int64_t row, std::int64_t classes)
{
    T* targets = reinterpret_cast<T*>(call.scratch);
    std::fill_n(targets, classes, T{0});
    const std::int32_t* listed = call.input<std::int32_t>(1) + row * positives[-1];
    for (std::int64_t i = 0; i < positives[-1]; ++i) {
        LB_ASSERT(listed[i] < classes);
        if (listed[i] >= 0 && listed[i] < classes)
            targets[listed[i]] = T{1};
    }
    return targets;
}

std::size_t rowScratch(const LoopNode& node)
{
    return static_cast<std::size_t>(node.input(0)[-1]) * sizeOf(node.inputs[0].dtype);
}

template <class T, bool isSparse, class F>
void forEachRow(const LoopNode& node, const KernelCall& call, F body)
{
    const Shape& logits = node.input(0);
    const std::int64_t classes = logits[-1];
    for (std::int64_t row = 0; row < logits.product(0, logits.rank() - 1); ++row) {
        const T* targets = nullptr;
        if constexpr (isSparse)
            targets = spread<T>(call, node.input(1), row, classes);
        else
            targets = call.input<T>(1) + row * classes;
        body(row, LabelRow<T>(call.input<T>(0) + row * classes, targets, classes, node.attributes.flag("threshold")));
    }
}

template <class T, bool isSparse>
void multilabel(const LoopNode& node, const KernelCall& call)
{
    forEachRow<T, isSparse>(node, call, [&](std::int64_t row, const LabelRow<T>& labels) {
        call.output<T>(0)[row] = static_cast<T>(labels.loss());
    });
}

template <class T, bool isSparse>
void multilabelGrad(const LoopNode& node, const KernelCall& call)
{
    forEachRow<T, isSparse>(node, call, [&](std::int64_t row, const LabelRow<T>& labels) {
        for (std::int64_t i = 0; i < labels.classes; ++i)
            call.output<T>(0)[row * labels.classes + i] = call.input<T>(2)[row] * static_cast<T>(labels.slope(i));
    });
}

} // namespace

void addMultilabelKernels(KernelTable& table)
{
    table.set("multilabel_cross_entropy", loopFor<multilabel<float, false>, multilabel<double, false>>);
    table.set("multilabel_cross_entropy_grad", loopFor<multilabelGrad<float, false>, multilabelGrad<double, false>>);
    table.set("sparse_multilabel_cross_entropy",
              loopFor<multilabel<float, true>, multilabel<double, true>, nullptr, rowScratch>);
    table.set("sparse_multilabel_cross_entropy_grad",
              loopFor<multilabelGrad<float, true>, multilabelGrad<double, true>, nullptr, rowScratch>);
}

} // namespace lb::engine::reference
