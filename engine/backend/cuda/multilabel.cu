#include "engine/backend/cuda/activation.h"
#include "engine/backend/cuda/block_sums.h"
#include "engine/backend/cuda/cuda_kernel.h"

namespace lb::engine::cuda {

namespace {

/// Targets of a row: soft labels, or a list of the right classes.
struct Targets {
    const float* soft;
    const std::int32_t* listed; ///< [rows, slots]
    Index slots;

    __device__ float at(Index row, Index classes, Index i) const
    {
        if (soft)
            return soft[row * classes + i];
        for (Index slot = 0; slot < slots; ++slot)
            if (listed[row * slots + slot] == i)
                return 1.0F;
        return 0.0F;
    }
};

struct Labels {
    Index rows, classes, slots;
    bool hasThreshold;
    Labels(const NodeView& view, bool isSparse)
        : rows(view.input(0).product(0, view.input(0).rank() - 1))
        , classes(view.input(0)[-1])
        , slots(isSparse ? view.input(1)[-1] : 0)
        , hasThreshold(view.attributes().flag("threshold"))
    {
    }
};

/// How much a class counts in the sum over the wrong classes (sign 1) or over the right ones (sign -1).
__device__ float shareOf(float target, float sign)
{
    if (target < 0.0F)
        return 0.0F;
    return sign > 0.0F ? 1.0F - target : target;
}

/// ln of the sum of share e^(sign s) over the block's row, with 1 added where there is a threshold.
__device__ float rowLogSum(const Labels& l, const Targets& targets, const float* logits, float sign, float* slots)
{
    const Index row = blockIdx.x;
    float top = l.hasThreshold ? 0.0F : -HUGE_VALF;
    for (Index i = threadIdx.x; i < l.classes; i += blockDim.x)
        if (shareOf(targets.at(row, l.classes, i), sign) > 0.0F)
            top = fmaxf(top, sign * logits[row * l.classes + i]);
    top = blockReduce(top, Larger{}, slots);
    if (top == -HUGE_VALF)
        return top;
    float total = 0.0F;
    for (Index i = threadIdx.x; i < l.classes; i += blockDim.x) {
        const float share = shareOf(targets.at(row, l.classes, i), sign);
        if (share > 0.0F)
            total += share * expf(sign * logits[row * l.classes + i] - top);
    }
    total = blockReduce(total, Plus{}, slots);
    return top + logf(l.hasThreshold ? total + expf(-top) : total);
}

__global__ void multilabelRows(Labels l, Targets targets, const float* logits, float* y)
{
    auto* const slots = sharedMemory<float>();
    const float wrong = rowLogSum(l, targets, logits, 1.0F, slots);
    const float right = rowLogSum(l, targets, logits, -1.0F, slots);
    if (threadIdx.x == 0)
        y[blockIdx.x] = l.hasThreshold ? wrong + right : softplusOf(wrong + right);
}

/// dLogits may be the logits.
__global__ void multilabelGradRows(Labels l, Targets targets, const float* logits, const float* dy, float* dLogits)
{
    auto* const slots = sharedMemory<float>();
    const Index row = blockIdx.x;
    const float wrong = rowLogSum(l, targets, logits, 1.0F, slots);
    const float right = rowLogSum(l, targets, logits, -1.0F, slots);
    const float factor = l.hasThreshold ? 1.0F : sigmoidOf(wrong + right);
    for (Index i = threadIdx.x; i < l.classes; i += blockDim.x) {
        const float s = logits[row * l.classes + i], target = targets.at(row, l.classes, i);
        const float up = shareOf(target, 1.0F), down = shareOf(target, -1.0F);
        const float slope = (up > 0.0F ? up * expf(s - wrong) : 0.0F) - (down > 0.0F ? down * expf(-s - right) : 0.0F);
        // Without right or wrong classes a sum's logarithm is -infinity, and the row costs nothing.
        dLogits[row * l.classes + i] = factor == 0.0F ? 0.0F : dy[row] * factor * slope;
    }
}

template <bool kIsSparse>
Targets targetsOf(const Labels& l, const KernelCall& call)
{
    return {kIsSparse ? nullptr : call.input<float>(1), kIsSparse ? call.input<std::int32_t>(1) : nullptr, l.slots};
}

template <bool kIsSparse>
std::unique_ptr<Kernel> multilabel(const NodeView& view)
{
    return launching([stream = view.context.stream(), l = Labels(view, kIsSparse)](const KernelCall& call) {
        launch(stream, gridForRows(l.rows, l.classes), multilabelRows, l, targetsOf<kIsSparse>(l, call),
               call.input<float>(0), call.output<float>(0));
    });
}

template <bool kIsSparse>
std::unique_ptr<Kernel> multilabelGrad(const NodeView& view)
{
    return launching([stream = view.context.stream(), l = Labels(view, kIsSparse)](const KernelCall& call) {
        launch(stream, gridForRows(l.rows, l.classes), multilabelGradRows, l, targetsOf<kIsSparse>(l, call),
               call.input<float>(0), call.input<float>(2), call.output<float>(0));
    });
}

} // namespace

void addMultilabelKernels(Table& table)
{
    table.set("multilabel_cross_entropy", multilabel<false>);
    table.set("multilabel_cross_entropy_grad", multilabelGrad<false>);
    table.set("sparse_multilabel_cross_entropy", multilabel<true>);
    table.set("sparse_multilabel_cross_entropy_grad", multilabelGrad<true>);
}

} // namespace lb::engine::cuda
