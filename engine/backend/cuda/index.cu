#include "engine/backend/cuda/cuda_kernel.h"
#include "engine/backend/cuda/launch.h"
#include "engine/backend/cuda/stored_numbers.h"

namespace lb::engine::cuda {

namespace {

__device__ Index checkedRow(std::int32_t index, Index rows)
{
    return index >= 0 && index < rows ? index : 0; // never outside, whatever a batch holds
}

struct Lookup {
    Index rows, width, count; ///< of the table; numbers of the result
};

template <class T>
__global__ void gatherRowsKernel(Lookup l, const T* table, const std::int32_t* indices, float* y)
{
    const Index i = threadNumber();
    if (i < l.count)
        y[i] = widened(table[checkedRow(indices[i / l.width], l.rows) * l.width + i % l.width]);
}

template <class T>
std::unique_ptr<Kernel> gatherFrom(const NodeView& view)
{
    const Lookup l{view.input(0)[0], view.input(0)[1], view.count()};
    return launching([stream = view.context.stream(), l](const KernelCall& call) {
        launch(stream, gridFor(l.count), gatherRowsKernel<T>, l, call.input<T>(0), call.input<std::int32_t>(1),
               call.output<float>(0));
    });
}

std::unique_ptr<Kernel> gatherRows(const NodeView& view)
{
    return view.inputType(0).dtype == DType::BF16 ? gatherFrom<std::uint16_t>(view) : gatherFrom<float>(view);
}

constexpr unsigned kSortThreads = 256;

/// First half of a counting sort, by one block: start [rows + 1] becomes where the updates of each row begin among all,
/// ordered by row.
__global__ void countRows(const std::int32_t* indices, Index updates, Index rows, std::int32_t* start)
{
    for (Index row = threadIdx.x; row <= rows; row += blockDim.x)
        start[row] = 0;
    __syncthreads();
    for (Index i = threadIdx.x; i < updates; i += blockDim.x)
        atomicAdd(start + checkedRow(indices[i], rows) + 1, 1); // sums of integers do not depend on their order
    __syncthreads();
    // Each thread adds up a piece, one of them the pieces, each then its piece again with what stands before it.
    auto* const pieces = sharedMemory<std::int32_t>();
    const Index length = (rows + blockDim.x) / blockDim.x;
    const Index begin = threadIdx.x * length;
    const Index end = begin + length < rows + 1 ? begin + length : rows + 1;
    std::int32_t total = 0;
    for (Index row = begin; row < end; ++row)
        total += start[row];
    pieces[threadIdx.x] = total;
    __syncthreads();
    for (unsigned piece = 0; threadIdx.x == 0 && piece < blockDim.x; ++piece)
        total = pieces[piece] = piece == 0 ? pieces[0] : total + pieces[piece];
    __syncthreads();
    total = threadIdx.x == 0 ? 0 : pieces[threadIdx.x - 1];
    for (Index row = begin; row < end; ++row)
        start[row] = total += start[row];
}

/// A thread for each update: its place is the number of earlier updates of the same row.
__global__ void orderUpdates(const std::int32_t* indices, Index updates, Index rows, const std::int32_t* start,
                             std::int32_t* order)
{
    const Index i = threadNumber();
    if (i >= updates)
        return;
    const Index row = checkedRow(indices[i], rows);
    std::int32_t place = start[row];
    for (Index j = 0; j < i && place < start[row + 1]; ++j)
        if (checkedRow(indices[j], rows) == row)
            ++place;
    order[place] = static_cast<std::int32_t>(i);
}

struct Scatter {
    Index rows, width, updates;
};

__global__ void sumUpdates(Scatter s, const float* x, const std::int32_t* start, const std::int32_t* order, float* y)
{
    const Index i = threadNumber();
    if (i >= s.rows * s.width)
        return;
    const Index row = i / s.width;
    float total = 0.0F;
    for (std::int32_t at = start[row]; at < start[row + 1]; ++at)
        total += x[order[at] * s.width + i % s.width];
    y[i] = total;
}

std::unique_ptr<Kernel> scatterRows(const NodeView& view)
{
    const Scatter s{view.output(0)[0], view.output(0)[1], view.input(1).elements()};
    ScratchLayout layout;
    const std::size_t start = layout.add(static_cast<std::size_t>(s.rows + 1) * sizeof(std::int32_t));
    const std::size_t order = layout.add(static_cast<std::size_t>(s.updates) * sizeof(std::int32_t));
    return launching(
        [stream = view.context.stream(), s, start, order](const KernelCall& call) {
            if (s.rows == 0)
                return;
            auto* const starts = reinterpret_cast<std::int32_t*>(call.scratch + start);
            auto* const ordered = reinterpret_cast<std::int32_t*>(call.scratch + order);
            const auto* const indices = call.input<std::int32_t>(1);
            launch(stream, {.blocks = 1, .threads = kSortThreads, .sharedBytes = kSortThreads * sizeof(std::int32_t)},
                   countRows, indices, s.updates, s.rows, starts);
            launch(stream, gridFor(s.updates), orderUpdates, indices, s.updates, s.rows,
                   static_cast<const std::int32_t*>(starts), ordered);
            launch(stream, gridFor(s.rows * s.width), sumUpdates, s, call.input<float>(0),
                   static_cast<const std::int32_t*>(starts), static_cast<const std::int32_t*>(ordered),
                   call.output<float>(0));
        },
        layout.bytes());
}

} // namespace

void addIndexKernels(Table& table)
{
    table.set("gather_rows", gatherRows);
    table.set("scatter_rows", scatterRows);
}

} // namespace lb::engine::cuda
