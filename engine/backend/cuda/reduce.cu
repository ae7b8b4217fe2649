#include "engine/backend/cuda/block_sums.h"
#include "engine/backend/cuda/columns.h"
#include "engine/backend/cuda/cuda_kernel.h"
#include "engine/backend/cuda/strided.h"

#include <algorithm>

namespace lb::engine::cuda {

namespace {

constexpr Index kSerial = 64;       ///< so many numbers are added by one thread
constexpr Index kChunk = 64 * 1024; ///< and no more by one block

/// Where the numbers of a sum are: kept positions times reduced ones.
struct SumSpace {
    StridedSpace<1> kept, reduced;
    Index keptCount = 1, reducedCount = 1;
    Index chunks = 1;
};

SumSpace spaceOf(const Shape& x, const std::vector<std::int64_t>& axes)
{
    SumSpace space;
    const auto strides = stridesOf(x);
    for (int axis = 0; axis < x.rank(); ++axis) {
        const bool isReduced = std::find(axes.begin(), axes.end(), axis) != axes.end();
        (isReduced ? space.reduced : space.kept).append(x[axis], {strides[static_cast<std::size_t>(axis)]});
        (isReduced ? space.reducedCount : space.keptCount) *= x[axis];
    }
    space.chunks = std::max<Index>(1, (space.reducedCount + kChunk - 1) / kChunk);
    return space;
}

__global__ void sumSerially(SumSpace space, const float* x, float* y)
{
    const Index i = threadNumber();
    if (i >= space.keptCount)
        return;
    const float* const from = x + space.kept.offset(i);
    double total = 0.0;
    for (Index j = 0; j < space.reducedCount; ++j)
        total += static_cast<double>(from[space.reduced.offset(j)]);
    y[i] = static_cast<float>(total);
}

/// A block for each chunk of each sum: partial is [chunk, sum].
__global__ void sumChunks(SumSpace space, const float* x, double* partial)
{
    auto* const slots = sharedMemory<double>();
    const Index sum = blockIdx.x;
    const Index begin = static_cast<Index>(blockIdx.y) * kChunk;
    const Index end = begin + kChunk < space.reducedCount ? begin + kChunk : space.reducedCount;
    const float* const from = x + space.kept.offset(sum);
    double total = 0.0;
    for (Index j = begin + threadIdx.x; j < end; j += blockDim.x)
        total += static_cast<double>(from[space.reduced.offset(j)]);
    total = blockReduce(total, Plus{}, slots);
    if (threadIdx.x == 0)
        partial[static_cast<Index>(blockIdx.y) * space.keptCount + sum] = total;
}

__global__ void addChunks(Index sums, Index chunks, const double* partial, float* y)
{
    const Index i = threadNumber();
    if (i >= sums)
        return;
    double total = 0.0;
    for (Index chunk = 0; chunk < chunks; ++chunk)
        total += partial[chunk * sums + i];
    y[i] = static_cast<float>(total);
}

std::unique_ptr<Kernel> sum(const NodeView& view)
{
    const cudaStream_t stream = view.context.stream();
    const SumSpace space = spaceOf(view.input(0), view.attributes().list("axes"));
    if (space.reducedCount <= kSerial)
        return launching([=](const KernelCall& call) {
            launch(stream, gridFor(space.keptCount), sumSerially, space, call.input<float>(0), call.output<float>(0));
        });
    const bool isDownColumns = space.kept.rank == 1 && space.kept.strides[0][0] == 1 && space.reduced.rank == 1 &&
                               space.reduced.strides[0][0] == space.keptCount;
    if (isDownColumns) {
        const ColumnSpace columns = ColumnSpace::of(1, space.reducedCount, space.keptCount);
        return launching(
            [=](const KernelCall& call) {
                launchColumnSums<1>(stream, ColumnOf{call.input<float>(0), columns.columns}, columns,
                                    reinterpret_cast<float*>(call.scratch), {{call.output<float>(0)}});
            },
            columns.scratchBytes(1));
    }
    const Grid grid{.blocks = {static_cast<unsigned>(space.keptCount), static_cast<unsigned>(space.chunks)},
                    .sharedBytes = kThreads / kWarp * sizeof(double)};
    return launching(
        [=](const KernelCall& call) {
            auto* const partial = reinterpret_cast<double*>(call.scratch);
            launch(stream, grid, sumChunks, space, call.input<float>(0), partial);
            launch(stream, gridFor(space.keptCount), addChunks, space.keptCount, space.chunks,
                   static_cast<const double*>(partial), call.output<float>(0));
        },
        static_cast<std::size_t>(space.keptCount * space.chunks) * sizeof(double));
}

__global__ void readStrided(StridedSpace<1> space, const float* x, float* y, Index count)
{
    const Index i = threadNumber();
    if (i < count)
        y[i] = x[space.offset(i)];
}

std::unique_ptr<Kernel> broadcastTo(const NodeView& view)
{
    StridedSpace<1> space;
    const Shape& y = view.output(0);
    const auto strides = broadcastStrides(view.input(0), y);
    for (int axis = 0; axis < y.rank(); ++axis)
        space.append(y[axis], {strides[static_cast<std::size_t>(axis)]});
    return launching([stream = view.context.stream(), count = view.count(), space](const KernelCall& call) {
        launch(stream, gridFor(count), readStrided, space, call.input<float>(0), call.output<float>(0), count);
    });
}

} // namespace

void addReduceKernels(Table& table)
{
    table.set("sum", sum);
    table.set("broadcast_to", broadcastTo);
}

} // namespace lb::engine::cuda
