#include "engine/backend/cuda/activation.h"
#include "engine/backend/cuda/block_sums.h"
#include "engine/backend/cuda/cuda_kernel.h"
#include "engine/backend/cuda/element_map.h"

namespace lb::engine::cuda {

namespace {

struct BceWithLogits {
    __device__ float operator()(float logit, float target) const { return softplusOf(logit) - target * logit; }
};

__global__ void bceGradient(const float* logits, const float* targets, const float* dy, float* dLogits, Index count)
{
    const Index i = threadNumber();
    if (i < count)
        dLogits[i] = dy[i] * (sigmoidOf(logits[i]) - targets[i]);
}

/// Classes of each row, and the target that takes a row out.
struct Classes {
    Index rows, width;
    std::int32_t ignore;
    explicit Classes(const NodeView& view)
        : rows(view.input(1).elements())
        , width(view.input(0)[-1])
        , ignore(static_cast<std::int32_t>(view.attributes().integer("ignore")))
    {
    }
    __device__ Index target(const std::int32_t* targets, Index row) const
    {
        return targets[row] >= 0 && targets[row] < width ? targets[row] : 0;
    }
};

struct RowSoftmax {
    float top, total;
};

__device__ RowSoftmax softmaxOfRow(const float* row, Index width, float* slots)
{
    RowSoftmax result{-HUGE_VALF, 0.0F};
    for (Index i = threadIdx.x; i < width; i += blockDim.x)
        result.top = fmaxf(result.top, row[i]);
    result.top = blockReduce(result.top, Larger{}, slots);
    for (Index i = threadIdx.x; i < width; i += blockDim.x)
        result.total += expf(row[i] - result.top);
    result.total = blockReduce(result.total, Plus{}, slots);
    return result;
}

__global__ void crossEntropyRows(const float* logits, const std::int32_t* targets, float* y, Classes c)
{
    const Index row = blockIdx.x;
    const float* const at = logits + row * c.width;
    if (targets[row] == c.ignore) {
        if (threadIdx.x == 0)
            y[row] = 0.0F;
        return;
    }
    const RowSoftmax s = softmaxOfRow(at, c.width, sharedMemory<float>());
    if (threadIdx.x == 0)
        y[row] = logf(s.total) - (at[c.target(targets, row)] - s.top);
}

/// dLogits may be the logits.
__global__ void crossEntropyGradRows(const float* logits, const std::int32_t* targets, const float* dy, float* dLogits,
                                     Classes c)
{
    const Index row = blockIdx.x;
    const float* const at = logits + row * c.width;
    float* const d = dLogits + row * c.width;
    if (targets[row] == c.ignore) {
        for (Index i = threadIdx.x; i < c.width; i += blockDim.x)
            d[i] = 0.0F;
        return;
    }
    const RowSoftmax s = softmaxOfRow(at, c.width, sharedMemory<float>());
    const Index target = c.target(targets, row);
    for (Index i = threadIdx.x; i < c.width; i += blockDim.x)
        d[i] = dy[row] * (expf(at[i] - s.top) / s.total - (i == target ? 1.0F : 0.0F));
}

/// The first of the largest numbers.
struct Best {
    float value;
    int index;
};
struct Better {
    __device__ static bool isBetter(Best a, Best b)
    {
        return a.value > b.value || (a.value == b.value && a.index < b.index);
    }
    __device__ Best operator()(Best a, Best b) const { return isBetter(a, b) ? a : b; }
};

__global__ void correctRows(const float* logits, const std::int32_t* targets, float* y, Classes c)
{
    const Index row = blockIdx.x;
    const float* const at = logits + row * c.width;
    Best best{-HUGE_VALF, static_cast<int>(c.width)};
    for (Index i = threadIdx.x; i < c.width; i += blockDim.x)
        best = Better{}(best, Best{at[i], static_cast<int>(i)});
    best = blockReduce(best, Better{}, sharedMemory<Best>());
    if (threadIdx.x == 0)
        y[row] = targets[row] != c.ignore && best.index == c.target(targets, row) ? 1.0F : 0.0F;
}

std::unique_ptr<Kernel> bce(const NodeView& view)
{
    return launching([stream = view.context.stream(), count = view.count()](const KernelCall& call) {
        launchMapPairs(stream, BceWithLogits{}, call.input<float>(0), call.input<float>(1), call.output<float>(0),
                       count);
    });
}
std::unique_ptr<Kernel> bceGrad(const NodeView& view)
{
    return launching([stream = view.context.stream(), count = view.count()](const KernelCall& call) {
        launch(stream, gridFor(count), bceGradient, call.input<float>(0), call.input<float>(1), call.input<float>(2),
               call.output<float>(0), count);
    });
}
template <auto kKernel>
std::unique_ptr<Kernel> perRow(const NodeView& view)
{
    return launching([stream = view.context.stream(), c = Classes(view)](const KernelCall& call) {
        launch(stream, gridForRows(c.rows, c.width), kKernel, call.input<float>(0), call.input<std::int32_t>(1),
               call.output<float>(0), c);
    });
}
std::unique_ptr<Kernel> crossEntropyGrad(const NodeView& view)
{
    return launching([stream = view.context.stream(), c = Classes(view)](const KernelCall& call) {
        launch(stream, gridForRows(c.rows, c.width), crossEntropyGradRows, call.input<float>(0),
               call.input<std::int32_t>(1), call.input<float>(2), call.output<float>(0), c);
    });
}

} // namespace

void addLossKernels(Table& table)
{
    table.set("bce_with_logits", bce);
    table.set("bce_with_logits_grad", bceGrad);
    table.set("cross_entropy", perRow<crossEntropyRows>);
    table.set("cross_entropy_grad", crossEntropyGrad);
    table.set("correct", perRow<correctRows>);
}

} // namespace lb::engine::cuda
