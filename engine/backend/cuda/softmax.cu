#include "engine/backend/cuda/block_sums.h"
#include "engine/backend/cuda/cuda_kernel.h"

namespace lb::engine::cuda {

namespace {

struct Rows {
    Index rows, width;
    explicit Rows(const NodeView& view)
        : rows(view.count() == 0 ? 0 : view.count() / view.output(0)[-1])
        , width(view.output(0)[-1])
    {
    }
};

/// ln sum exp of the block's row, the same in every thread.
__device__ float rowLogSum(const float* row, Index width, float* slots)
{
    float top = -HUGE_VALF;
    for (Index i = threadIdx.x; i < width; i += blockDim.x)
        top = fmaxf(top, row[i]);
    top = blockReduce(top, Larger{}, slots);
    float total = 0.0F;
    for (Index i = threadIdx.x; i < width; i += blockDim.x)
        total += expf(row[i] - top);
    return top + logf(blockReduce(total, Plus{}, slots));
}

template <bool kIsLog>
__global__ void softmaxRows(const float* x, float* y, Index width)
{
    const float* const row = x + static_cast<Index>(blockIdx.x) * width;
    float* const result = y + static_cast<Index>(blockIdx.x) * width;
    const float norm = rowLogSum(row, width, sharedMemory<float>());
    for (Index i = threadIdx.x; i < width; i += blockDim.x)
        result[i] = kIsLog ? row[i] - norm : expf(row[i] - norm);
}

template <bool kIsLog>
__global__ void softmaxGradRows(const float* y, const float* dy, float* dx, Index width)
{
    const Index first = static_cast<Index>(blockIdx.x) * width;
    float total = 0.0F;
    for (Index i = first + threadIdx.x; i < first + width; i += blockDim.x)
        total += kIsLog ? dy[i] : y[i] * dy[i];
    total = blockReduce(total, Plus{}, sharedMemory<float>());
    for (Index i = first + threadIdx.x; i < first + width; i += blockDim.x)
        dx[i] = kIsLog ? dy[i] - expf(y[i]) * total : y[i] * (dy[i] - total);
}

template <bool kIsLog>
std::unique_ptr<Kernel> softmax(const NodeView& view)
{
    return launching([stream = view.context.stream(), r = Rows(view)](const KernelCall& call) {
        launch(stream, gridForRows(r.rows, r.width), softmaxRows<kIsLog>, call.input<float>(0), call.output<float>(0),
               r.width);
    });
}

template <bool kIsLog>
std::unique_ptr<Kernel> softmaxGrad(const NodeView& view)
{
    return launching([stream = view.context.stream(), r = Rows(view)](const KernelCall& call) {
        launch(stream, gridForRows(r.rows, r.width), softmaxGradRows<kIsLog>, call.input<float>(0),
               call.input<float>(1), call.output<float>(0), r.width);
    });
}

} // namespace

void addSoftmaxKernels(Table& table)
{
    table.set("softmax", softmax<false>);
    table.set("log_softmax", softmax<true>);
    table.set("softmax_grad", softmaxGrad<false>);
    table.set("log_softmax_grad", softmaxGrad<true>);
}

} // namespace lb::engine::cuda
