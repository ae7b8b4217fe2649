#include "engine/backend/cuda/columns.h"
#include "engine/backend/cuda/cuda_kernel.h"

namespace lb::engine::cuda {

namespace {

/// Mean and sum of squared differences from it, of `count` numbers. Two of them join without cancelling terms (Chan,
/// Golub & LeVeque 1979).
struct Moments {
    float count = 0.0F, mean = 0.0F, squares = 0.0F;
    __device__ void join(const Moments& other)
    {
        if (other.count == 0.0F)
            return;
        const float all = count + other.count;
        const float apart = other.mean - mean;
        mean += apart * (other.count / all);
        squares += other.squares + apart * apart * (count * other.count / all);
        count = all;
    }
};

/// partial: count, mean and squares of each chunk of a column, [chunk][3][column].
__global__ void columnMoments(const float* x, ColumnSpace space, Index chunkRows, float* partial)
{
    auto* const slots = sharedMemory<Moments>(); // [row][column]
    const Index column = static_cast<Index>(blockIdx.x) * ColumnSpace::kColumns + threadIdx.x;
    const Index begin = static_cast<Index>(blockIdx.y) * chunkRows;
    const Index end = begin + chunkRows < space.rows ? begin + chunkRows : space.rows;
    Moments mine;
    if (column < space.columns) {
        for (Index row = begin + threadIdx.y; row < end; row += ColumnSpace::kRows, mine.count += 1.0F)
            mine.mean += x[row * space.columns + column];
        mine.mean /= fmaxf(mine.count, 1.0F);
        for (Index row = begin + threadIdx.y; row < end; row += ColumnSpace::kRows) {
            const float apart = x[row * space.columns + column] - mine.mean;
            mine.squares += apart * apart;
        }
    }
    Moments& slot = slots[threadIdx.y * ColumnSpace::kColumns + threadIdx.x];
    slot = mine;
    for (unsigned half = ColumnSpace::kRows / 2; half > 0; half /= 2) {
        __syncthreads();
        if (threadIdx.y < half)
            slot.join(slots[(threadIdx.y + half) * ColumnSpace::kColumns + threadIdx.x]);
    }
    if (threadIdx.y == 0 && column < space.columns) {
        float* const to = partial + static_cast<Index>(blockIdx.y) * 3 * space.columns + column;
        to[0] = slot.count;
        to[space.columns] = slot.mean;
        to[2 * space.columns] = slot.squares;
    }
}

__global__ void joinColumnMoments(ColumnSpace space, const float* partial, float* mean, float* variance)
{
    const Index column = threadNumber();
    if (column >= space.columns)
        return;
    Moments all;
    for (Index chunk = 0; chunk < space.chunks; ++chunk) {
        const float* const from = partial + chunk * 3 * space.columns + column;
        Moments next;
        next.count = from[0];
        next.mean = from[space.columns];
        next.squares = from[2 * space.columns];
        all.join(next);
    }
    mean[column] = all.mean;
    variance[column] = all.squares / all.count;
}

struct ColumnNorm {
    Index columns, count;
    float epsilon;
    bool hasRelu;
    const float *scale, *shift; ///< null: 1 and 0
};

/// y may be x.
__global__ void normaliseColumns(ColumnNorm n, const float* x, const float* mean, const float* variance, float* y)
{
    const Index i = threadNumber();
    if (i >= n.count)
        return;
    const Index column = i % n.columns;
    float result = (x[i] - mean[column]) / sqrtf(variance[column] + n.epsilon);
    if (n.scale)
        result = result * n.scale[column] + n.shift[column];
    y[i] = n.hasRelu && result < 0.0F ? 0.0F : result;
}

template <bool kIsAffine>
std::unique_ptr<Kernel> batchNorm(const NodeView& view)
{
    const Index columns = view.input(0)[1];
    const ColumnSpace space = ColumnSpace::of(1, view.input(0)[0], columns);
    const ColumnNorm n{.columns = columns,
                       .count = view.count(),
                       .epsilon = static_cast<float>(view.attributes().real("epsilon")),
                       .hasRelu = kIsAffine && view.attributes().flag("relu"),
                       .scale = nullptr,
                       .shift = nullptr};
    Grid grid = space.grid(1);
    grid.sharedBytes = ColumnSpace::kRows * ColumnSpace::kColumns * sizeof(Moments);
    return launching(
        [stream = view.context.stream(), space, n, grid](const KernelCall& call) {
            auto* const partial = reinterpret_cast<float*>(call.scratch);
            ColumnNorm norm = n;
            if (kIsAffine) {
                norm.scale = call.input<float>(1);
                norm.shift = call.input<float>(2);
            }
            launch(stream, grid, columnMoments, call.input<float>(0), space, space.chunkRows(), partial);
            launch(stream, gridFor(space.columns), joinColumnMoments, space, static_cast<const float*>(partial),
                   call.output<float>(1), call.output<float>(2));
            launch(stream, gridFor(n.count), normaliseColumns, norm, call.input<float>(0),
                   static_cast<const float*>(call.output<float>(1)), static_cast<const float*>(call.output<float>(2)),
                   call.output<float>(0));
        },
        space.scratchBytes(3));
}

/// What the gradient's two sums down a column are of: dy and y dy.
struct NormGradSums {
    const float *y, *dy;
    Index columns;
    __device__ void operator()(float (&sums)[2], Index row, Index column) const
    {
        const float d = dy[row * columns + column];
        sums[0] += d;
        sums[1] += y[row * columns + column] * d;
    }
};

struct NormGrad {
    Index columns, count;
    float rows, epsilon;
};

/// dx may be dy.
__global__ void batchNormGradColumns(NormGrad g, NormGradSums in, const float* variance, const float* sums, float* dx)
{
    const Index i = threadNumber();
    if (i >= g.count)
        return;
    const Index column = i % g.columns;
    const float scale = 1.0F / sqrtf(variance[column] + g.epsilon);
    dx[i] = scale * (in.dy[i] - sums[column] / g.rows - in.y[i] * (sums[g.columns + column] / g.rows));
}

std::unique_ptr<Kernel> batchNormGrad(const NodeView& view)
{
    const Index rows = view.input(0)[0], columns = view.input(0)[1];
    const ColumnSpace space = ColumnSpace::of(1, rows, columns);
    const NormGrad g{columns, view.count(), static_cast<float>(rows),
                     static_cast<float>(view.attributes().real("epsilon"))};
    ScratchLayout layout;
    const std::size_t partial = layout.add(space.scratchBytes(2));
    const std::size_t sums = layout.addFloats(2 * columns);
    return launching(
        [stream = view.context.stream(), space, g, partial, sums](const KernelCall& call) {
            float* const total = floatsAt(call, sums);
            const NormGradSums in{call.input<float>(0), call.input<float>(2), g.columns};
            launchColumnSums<2>(stream, in, space, floatsAt(call, partial), {{total, total + g.columns}});
            launch(stream, gridFor(g.count), batchNormGradColumns, g, in, call.input<float>(1),
                   static_cast<const float*>(total), call.output<float>(0));
        },
        layout.bytes());
}

struct AffineColumnGrad {
    const float *x, *scale, *mean, *variance, *dy;
    const float* y; ///< whose sign the ReLU saw; null: there was none
    Index columns;
    float epsilon;

    __device__ float inverse(Index column) const { return 1.0F / sqrtf(variance[column] + epsilon); }
    __device__ float normal(Index at, Index column) const { return (x[at] - mean[column]) * inverse(column); }
    __device__ float passed(Index at) const { return y && !(y[at] > 0.0F) ? 0.0F : dy[at]; }
    /// Gradients of scale and of shift.
    __device__ void operator()(float (&sums)[2], Index row, Index column) const
    {
        const Index at = row * columns + column;
        const float d = passed(at);
        sums[0] += d * normal(at, column);
        sums[1] += d;
    }
};

/// dx may be dy.
__global__ void affineBatchNormGradColumns(NormGrad g, AffineColumnGrad in, const float* dScale, const float* dShift,
                                           float* dx)
{
    const Index i = threadNumber();
    if (i >= g.count)
        return;
    const Index column = i % g.columns;
    const float scale = in.scale[column];
    const float centred = in.passed(i) * scale - dShift[column] * scale / g.rows;
    dx[i] = in.inverse(column) * (centred - in.normal(i, column) * (dScale[column] * scale / g.rows));
}

std::unique_ptr<Kernel> affineBatchNormGrad(const NodeView& view)
{
    const Index rows = view.input(0)[0], columns = view.input(0)[1];
    const ColumnSpace space = ColumnSpace::of(1, rows, columns);
    const NormGrad g{columns, view.count(), static_cast<float>(rows),
                     static_cast<float>(view.attributes().real("epsilon"))};
    const bool hasRelu = view.attributes().flag("relu");
    return launching(
        [stream = view.context.stream(), space, g, hasRelu](const KernelCall& call) {
            const AffineColumnGrad in{.x = call.input<float>(0),
                                      .scale = call.input<float>(1),
                                      .mean = call.input<float>(2),
                                      .variance = call.input<float>(3),
                                      .dy = call.input<float>(4),
                                      .y = hasRelu ? call.input<float>(5) : nullptr,
                                      .columns = g.columns,
                                      .epsilon = g.epsilon};
            launchColumnSums<2>(stream, in, space, reinterpret_cast<float*>(call.scratch),
                                {{call.output<float>(1), call.output<float>(2)}});
            launch(stream, gridFor(g.count), affineBatchNormGradColumns, g, in,
                   static_cast<const float*>(call.output<float>(1)), static_cast<const float*>(call.output<float>(2)),
                   call.output<float>(0));
        },
        space.scratchBytes(2));
}

} // namespace

void addNormKernels(Table& table)
{
    table.set("batch_norm", batchNorm<false>);
    table.set("batch_norm_grad", batchNormGrad);
    table.set("affine_batch_norm", batchNorm<true>);
    table.set("affine_batch_norm_grad", affineBatchNormGrad);
    addLayerNormKernels(table);
}

} // namespace lb::engine::cuda
