#include "engine/backend/cuda/block_sums.h"
#include "engine/backend/cuda/columns.h"
#include "engine/backend/cuda/cuda_kernel.h"

namespace lb::engine::cuda {

namespace {

/// The block's row: mean, and the mean of squared differences, in two passes.
struct RowMoments {
    float mean, variance;
    __device__ RowMoments(const float* row, Index width, float* slots)
    {
        float total = 0.0F;
        for (Index i = threadIdx.x; i < width; i += blockDim.x)
            total += row[i];
        mean = blockReduce(total, Plus{}, slots) / static_cast<float>(width);
        total = 0.0F;
        for (Index i = threadIdx.x; i < width; i += blockDim.x)
            total += (row[i] - mean) * (row[i] - mean);
        variance = blockReduce(total, Plus{}, slots) / static_cast<float>(width);
    }
};

__global__ void layerNormRows(const float* x, float* y, float* scale, Index width, float epsilon)
{
    const Index first = static_cast<Index>(blockIdx.x) * width;
    const RowMoments m(x + first, width, sharedMemory<float>());
    const float inverse = 1.0F / sqrtf(m.variance + epsilon);
    for (Index i = first + threadIdx.x; i < first + width; i += blockDim.x)
        y[i] = (x[i] - m.mean) * inverse;
    if (threadIdx.x == 0)
        scale[blockIdx.x] = inverse;
}

__global__ void layerNormGradRows(const float* y, const float* scale, const float* dy, float* dx, Index width)
{
    auto* const slots = sharedMemory<float>();
    const Index first = static_cast<Index>(blockIdx.x) * width;
    float sum = 0.0F, dot = 0.0F;
    for (Index i = first + threadIdx.x; i < first + width; i += blockDim.x) {
        sum += dy[i];
        dot += y[i] * dy[i];
    }
    const float mean = blockReduce(sum, Plus{}, slots) / static_cast<float>(width);
    const float meanDot = blockReduce(dot, Plus{}, slots) / static_cast<float>(width);
    const float factor = scale[blockIdx.x];
    for (Index i = first + threadIdx.x; i < first + width; i += blockDim.x)
        dx[i] = factor * (dy[i] - mean - y[i] * meanDot);
}

/// Row i of x takes row i / rowsPerScale of scale and shift.
struct AffineRows {
    Index rows, width, rowsPerScale;
    float epsilon;
    explicit AffineRows(const NodeView& view)
        : rows(view.input(0).product(0, view.input(0).rank() - 1))
        , width(view.input(0)[-1])
        , rowsPerScale(view.input(1).rank() == 1 ? rows : view.input(0).product(1, view.input(0).rank() - 1))
        , epsilon(view.attributes().has("epsilon") ? static_cast<float>(view.attributes().real("epsilon")) : 0.0F)
    {
    }
};

struct AffineInputs {
    const float *x, *scale, *shift;
};

__global__ void affineLayerNormRows(AffineRows r, AffineInputs in, float* y, float* mean, float* inverse)
{
    const Index row = blockIdx.x;
    const float* const x = in.x + row * r.width;
    const Index item = row / r.rowsPerScale * r.width;
    const RowMoments m(x, r.width, sharedMemory<float>());
    const float factor = 1.0F / sqrtf(m.variance + r.epsilon);
    for (Index i = threadIdx.x; i < r.width; i += blockDim.x)
        y[row * r.width + i] = (x[i] - m.mean) * factor * in.scale[item + i] + in.shift[item + i];
    if (threadIdx.x == 0) {
        mean[row] = m.mean;
        inverse[row] = factor;
    }
}

struct AffineGradInputs {
    const float *x, *scale, *mean, *inverse, *dy;
};

/// dx may be dy.
__global__ void affineLayerNormGradRows(AffineRows r, AffineGradInputs in, float* dx)
{
    auto* const slots = sharedMemory<float>();
    const Index row = blockIdx.x;
    const Index first = row * r.width;
    const Index item = row / r.rowsPerScale * r.width;
    const float mean = in.mean[row], inverse = in.inverse[row];
    float sum = 0.0F, dot = 0.0F;
    for (Index i = threadIdx.x; i < r.width; i += blockDim.x) {
        const float dn = in.dy[first + i] * in.scale[item + i];
        sum += dn;
        dot += (in.x[first + i] - mean) * inverse * dn;
    }
    const float meanSum = blockReduce(sum, Plus{}, slots) / static_cast<float>(r.width);
    const float meanDot = blockReduce(dot, Plus{}, slots) / static_cast<float>(r.width);
    for (Index i = threadIdx.x; i < r.width; i += blockDim.x) {
        const float dn = in.dy[first + i] * in.scale[item + i];
        const float n = (in.x[first + i] - mean) * inverse;
        dx[first + i] = inverse * (dn - meanSum - n * meanDot);
    }
}

/// Of scale and shift: dy n and dy, down the columns.
struct AffineParameterGradients {
    AffineGradInputs in;
    Index width;
    __device__ void operator()(float (&sums)[2], Index row, Index column) const
    {
        const float dy = in.dy[row * width + column];
        sums[0] += dy * ((in.x[row * width + column] - in.mean[row]) * in.inverse[row]);
        sums[1] += dy;
    }
};

std::unique_ptr<Kernel> layerNorm(const NodeView& view)
{
    const auto epsilon = static_cast<float>(view.attributes().real("epsilon"));
    return launching([stream = view.context.stream(), rows = view.output(1).elements(), width = view.input(0)[-1],
                      epsilon](const KernelCall& call) {
        launch(stream, gridForRows(rows, width), layerNormRows, call.input<float>(0), call.output<float>(0),
               call.output<float>(1), width, epsilon);
    });
}
std::unique_ptr<Kernel> layerNormGrad(const NodeView& view)
{
    return launching([stream = view.context.stream(), rows = view.input(1).elements(),
                      width = view.input(0)[-1]](const KernelCall& call) {
        launch(stream, gridForRows(rows, width), layerNormGradRows, call.input<float>(0), call.input<float>(1),
               call.input<float>(2), call.output<float>(0), width);
    });
}
std::unique_ptr<Kernel> affineLayerNorm(const NodeView& view)
{
    return launching([stream = view.context.stream(), r = AffineRows(view)](const KernelCall& call) {
        launch(stream, gridForRows(r.rows, r.width), affineLayerNormRows, r,
               AffineInputs{call.input<float>(0), call.input<float>(1), call.input<float>(2)}, call.output<float>(0),
               call.output<float>(1), call.output<float>(2));
    });
}
std::unique_ptr<Kernel> affineLayerNormGrad(const NodeView& view)
{
    const AffineRows r(view);
    const Index groups = r.rowsPerScale == 0 ? view.input(1).elements() / r.width : r.rows / r.rowsPerScale;
    const ColumnSpace space = ColumnSpace::of(groups, r.rowsPerScale, r.width);
    return launching(
        [stream = view.context.stream(), r, space](const KernelCall& call) {
            const AffineGradInputs in{call.input<float>(0), call.input<float>(1), call.input<float>(2),
                                      call.input<float>(3), call.input<float>(4)};
            // Before dx, which may take the place of dy.
            launchColumnSums<2>(stream, AffineParameterGradients{in, r.width}, space,
                                reinterpret_cast<float*>(call.scratch),
                                {{call.output<float>(1), call.output<float>(2)}});
            launch(stream, gridForRows(r.rows, r.width), affineLayerNormGradRows, r, in, call.output<float>(0));
        },
        space.scratchBytes(2));
}

} // namespace

void addLayerNormKernels(Table& table)
{
    table.set("layer_norm", layerNorm);
    table.set("layer_norm_grad", layerNormGrad);
    table.set("affine_layer_norm", affineLayerNorm);
    table.set("affine_layer_norm_grad", affineLayerNormGrad);
}

} // namespace lb::engine::cuda
