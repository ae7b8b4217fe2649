#include "engine/backend/cuda/cuda_kernel.h"
#include "engine/backend/cuda/strided.h"

namespace lb::engine::cuda {

namespace {

// Data only moves here, and F32 and I32 have four bytes each.

std::unique_ptr<Kernel> copy(const NodeView& view)
{
    return launching([stream = view.context.stream(), bytes = view.outputType(0).bytes()](const KernelCall& call) {
        if (bytes > 0)
            check(cudaMemcpyAsync(call.outputs[0], call.inputs[0], bytes, cudaMemcpyDeviceToDevice, stream), "a copy");
    });
}

__global__ void transposeKernel(StridedSpace<1> space, const float* x, float* y, Index count)
{
    const Index i = threadNumber();
    if (i < count)
        y[i] = x[space.offset(i)];
}

constexpr unsigned kTile = 32, kTileRows = 8;

/// y: [batch, columns, rows] of x: [batch, rows, columns], by way of tiles, so that both are walked along their rows.
__global__ void transposeTiles(const float* x, float* y, Index rows, Index columns)
{
    auto* const tile = sharedMemory<float>(); // [kTile][kTile + 1]: no two rows begin in one bank
    const Index batch = static_cast<Index>(blockIdx.z) * rows * columns;
    const Index column = static_cast<Index>(blockIdx.x) * kTile + threadIdx.x;
    for (unsigned i = threadIdx.y; i < kTile; i += kTileRows) {
        const Index row = static_cast<Index>(blockIdx.y) * kTile + i;
        if (row < rows && column < columns)
            tile[i * (kTile + 1) + threadIdx.x] = x[batch + row * columns + column];
    }
    __syncthreads();
    const Index row = static_cast<Index>(blockIdx.y) * kTile + threadIdx.x;
    for (unsigned i = threadIdx.y; i < kTile; i += kTileRows) {
        const Index to = static_cast<Index>(blockIdx.x) * kTile + i;
        if (row < rows && to < columns)
            y[batch + to * rows + row] = tile[threadIdx.x * (kTile + 1) + i];
    }
}

std::unique_ptr<Kernel> transpose(const NodeView& view)
{
    const cudaStream_t stream = view.context.stream();
    const Index count = view.count();
    const Shape& y = view.output(0);
    const auto own = stridesOf(view.input(0));
    const std::vector<std::int64_t>& permutation = view.attributes().list("permutation");
    StridedSpace<1> space;
    for (int axis = 0; axis < y.rank(); ++axis)
        space.append(y[axis], {own[static_cast<std::size_t>(permutation[static_cast<std::size_t>(axis)])]});
    constexpr Index kMostBatches = 65535, kMostTiles = 65535;
    const Index columns = space.rank >= 2 ? space.extents[space.rank - 2] : 0; // of x
    const Index rows = space.rank >= 2 ? space.extents[space.rank - 1] : 0;
    const bool isMatrix = (space.rank == 2 || (space.rank == 3 && space.strides[0][0] == rows * columns &&
                                               space.extents[0] <= kMostBatches)) &&
                          space.strides[0][space.rank - 2] == 1 && space.strides[0][space.rank - 1] == columns &&
                          rows <= kMostTiles * kTile;
    if (!isMatrix)
        return launching([=](const KernelCall& call) {
            launch(stream, gridFor(count), transposeKernel, space, call.input<float>(0), call.output<float>(0), count);
        });
    const Grid grid{.blocks = {static_cast<unsigned>((columns + kTile - 1) / kTile),
                               static_cast<unsigned>((rows + kTile - 1) / kTile),
                               static_cast<unsigned>(space.rank == 3 ? space.extents[0] : 1)},
                    .threads = {kTile, kTileRows},
                    .sharedBytes = kTile * (kTile + 1) * sizeof(float)};
    return launching([=](const KernelCall& call) {
        launch(stream, grid, transposeTiles, call.input<float>(0), call.output<float>(0), rows, columns);
    });
}

/// Slabs of consecutive numbers, one for each place of the axes before the cut one.
struct Slabs {
    Index outer = 0, slab = 0, perIndex = 0;
    static Slabs at(const Shape& shape, Index axis)
    {
        const int place = static_cast<int>(axis);
        return {shape.product(0, place), shape.product(place, shape.rank()), shape.product(place + 1, shape.rank())};
    }
};

/// For each of `outer` places: `width` numbers from x + x0 + place * strideX to y + y0 + place * strideY.
struct SlabCopy {
    Index outer, width, x0, strideX, y0, strideY;
};

__global__ void copySlabs(SlabCopy c, const float* x, float* y)
{
    const Index i = threadNumber();
    if (i < c.outer * c.width)
        y[c.y0 + i / c.width * c.strideY + i % c.width] = x[c.x0 + i / c.width * c.strideX + i % c.width];
}

void launchSlabs(cudaStream_t stream, const SlabCopy& c, const float* x, float* y)
{
    launch(stream, gridFor(c.outer * c.width), copySlabs, c, x, y);
}

std::unique_ptr<Kernel> concat(const NodeView& view)
{
    const Index axis = view.attributes().integer("axis");
    const Slabs out = Slabs::at(view.output(0), axis);
    std::vector<SlabCopy> copies;
    Index begin = 0;
    for (int part = 0; part < view.inputs(); ++part) {
        const Slabs in = Slabs::at(view.input(part), axis);
        copies.push_back({in.outer, in.slab, 0, in.slab, begin, out.slab});
        begin += in.slab;
    }
    return launching([stream = view.context.stream(), copies](const KernelCall& call) {
        for (std::size_t part = 0; part < copies.size(); ++part)
            launchSlabs(stream, copies[part], call.input<float>(static_cast<int>(part)), call.output<float>(0));
    });
}

std::unique_ptr<Kernel> slice(const NodeView& view)
{
    const Index axis = view.attributes().integer("axis");
    const Slabs in = Slabs::at(view.input(0), axis), out = Slabs::at(view.output(0), axis);
    const SlabCopy c{out.outer, out.slab, view.attributes().integer("begin") * in.perIndex, in.slab, 0, out.slab};
    return launching([stream = view.context.stream(), c](const KernelCall& call) {
        launchSlabs(stream, c, call.input<float>(0), call.output<float>(0));
    });
}

std::unique_ptr<Kernel> padAxis(const NodeView& view)
{
    const Index axis = view.attributes().integer("axis");
    const Slabs in = Slabs::at(view.input(0), axis), out = Slabs::at(view.output(0), axis);
    const SlabCopy c{in.outer, in.slab, 0, in.slab, view.attributes().integer("before") * out.perIndex, out.slab};
    return launching([stream = view.context.stream(), c, bytes = view.outputType(0).bytes()](const KernelCall& call) {
        if (bytes > 0)
            check(cudaMemsetAsync(call.outputs[0], 0, bytes, stream), "filling");
        launchSlabs(stream, c, call.input<float>(0), call.output<float>(0));
    });
}

} // namespace

void addLayoutKernels(Table& table)
{
    table.set("copy", copy);
    table.set("reshape", copy); // run only where the result needs storage of its own
    table.set("stop_gradient", copy);
    table.set("transpose", transpose);
    table.set("concat", concat);
    table.set("slice", slice);
    table.set("pad_axis", padAxis);
}

} // namespace lb::engine::cuda
