#include "engine/backend/cuda/block_sums.h"
#include "engine/backend/cuda/cuda_kernel.h"

#include <algorithm>

namespace lb::engine::cuda {

namespace {

struct Points {
    Index rows, width;
    int k;
    float floor;
    explicit Points(const NodeView& view)
        : rows(view.input(0)[0])
        , width(view.input(0)[1])
        , k(view.attributes().has("k") ? static_cast<int>(view.attributes().integer("k")) : 0)
        , floor(static_cast<float>(view.attributes().real("floor")))
    {
    }
};

/// By direct differences: the form with products loses everything below 1e-3.
__device__ float squaredDistance(const float* a, const float* b, Index width)
{
    float total = 0.0F;
    for (Index i = 0; i < width; ++i)
        total += (a[i] - b[i]) * (a[i] - b[i]);
    return total;
}

/// A row seen from another; ordered by distance, equal distances by index.
struct Neighbour {
    float squared;
    int index;
};
struct Nearer {
    __device__ static bool isNearer(Neighbour a, Neighbour b)
    {
        return a.squared < b.squared || (a.squared == b.squared && a.index < b.index);
    }
    __device__ Neighbour operator()(Neighbour a, Neighbour b) const { return isNearer(a, b) ? a : b; }
};

/// Each block takes rows in turn: distances to all others into its own line of `distances`, then k times the nearest
/// that is farther than the last one.
__global__ void nearestRows(Points p, const float* x, float* distances, float* logDistance, std::int32_t* neighbour)
{
    auto* const slots = sharedMemory<Neighbour>();
    float* const mine = distances + static_cast<Index>(blockIdx.x) * p.rows;
    for (Index row = blockIdx.x; row < p.rows; row += gridDim.x) {
        for (Index j = threadIdx.x; j < p.rows; j += blockDim.x)
            mine[j] = squaredDistance(x + row * p.width, x + j * p.width, p.width);
        Neighbour last{-1.0F, -1};
        for (int round = 0; round < p.k; ++round) {
            Neighbour best{HUGE_VALF, static_cast<int>(p.rows)};
            for (Index j = threadIdx.x; j < p.rows; j += blockDim.x) {
                const Neighbour other{mine[j], static_cast<int>(j)};
                if (j != row && Nearer::isNearer(last, other) && Nearer::isNearer(other, best))
                    best = other;
            }
            last = blockReduce(best, Nearer{}, slots);
        }
        if (threadIdx.x == 0) {
            logDistance[row] = 0.5F * logf(fmaxf(last.squared, p.floor));
            neighbour[row] = last.index < p.rows ? last.index : 0; // no number is near a NaN
        }
    }
}

/// What row i pulls at itself; its neighbour is pulled the other way.
__device__ float pullOf(const Points& p, const float* x, Index i, Index neighbour, float dy, float squared, Index at)
{
    return squared <= p.floor ? 0.0F : dy * (x[i * p.width + at] - x[neighbour * p.width + at]) / squared;
}

__global__ void squaredOfNeighbours(Points p, const float* x, const std::int32_t* neighbours, float* squared)
{
    const Index i = threadNumber();
    if (i < p.rows)
        squared[i] = squaredDistance(x + i * p.width, x + neighbours[i] * p.width, p.width);
}

struct GradientInputs {
    const float* x;
    const std::int32_t* neighbours;
    const float* dy;
    const float* squared;
};

/// A block for each row collects its own pull and, in their order, those of the rows whose neighbour it is.
__global__ void collectPulls(Points p, GradientInputs in, float* dx)
{
    const Index row = blockIdx.x;
    for (Index at = threadIdx.x; at < p.width; at += blockDim.x) {
        float total = pullOf(p, in.x, row, in.neighbours[row], in.dy[row], in.squared[row], at);
        for (Index i = 0; i < p.rows; ++i)
            if (in.neighbours[i] == row)
                total -= pullOf(p, in.x, i, row, in.dy[i], in.squared[i], at);
        dx[row * p.width + at] = total;
    }
}

std::unique_ptr<Kernel> knnLogDistance(const NodeView& view)
{
    constexpr Index kMostBlocks = 512;
    const Points p(view);
    Grid grid = gridForRows(std::min(p.rows, kMostBlocks), p.rows);
    return launching(
        [stream = view.context.stream(), p, grid](const KernelCall& call) {
            launch(stream, grid, nearestRows, p, call.input<float>(0), reinterpret_cast<float*>(call.scratch),
                   call.output<float>(0), call.output<std::int32_t>(1));
        },
        static_cast<std::size_t>(grid.blocks.x) * static_cast<std::size_t>(p.rows) * sizeof(float));
}

std::unique_ptr<Kernel> knnLogDistanceGrad(const NodeView& view)
{
    const Points p(view);
    return launching(
        [stream = view.context.stream(), p](const KernelCall& call) {
            auto* const squared = reinterpret_cast<float*>(call.scratch);
            const auto* const neighbours = call.input<std::int32_t>(1);
            launch(stream, gridFor(p.rows), squaredOfNeighbours, p, call.input<float>(0), neighbours, squared);
            launch(stream, {.blocks = static_cast<unsigned>(p.rows), .threads = kWarp * 2}, collectPulls, p,
                   GradientInputs{call.input<float>(0), neighbours, call.input<float>(2), squared},
                   call.output<float>(0));
        },
        static_cast<std::size_t>(p.rows) * sizeof(float));
}

} // namespace

void addNeighbourKernels(Table& table)
{
    table.set("knn_log_distance", knnLogDistance);
    table.set("knn_log_distance_grad", knnLogDistanceGrad);
}

} // namespace lb::engine::cuda
