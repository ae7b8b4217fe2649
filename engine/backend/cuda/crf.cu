#include "engine/backend/cuda/block_sums.h"
#include "engine/backend/cuda/cuda_kernel.h"

namespace lb::engine::cuda {

namespace {

/// A block for each sequence; a thread takes labels.
struct Chain {
    Index batch, steps, labels;
    explicit Chain(const Shape& emissions)
        : batch(emissions[0])
        , steps(emissions[1])
        , labels(emissions[2])
    {
    }
    __device__ Index length(const std::int32_t* lengths, Index item) const
    {
        const Index length = lengths[item];
        return length < 1 ? 1 : length > steps ? steps : length;
    }
    __device__ Index label(std::int32_t label) const { return label >= 0 && label < labels ? label : 0; }
    /// Threads for the labels, and shared memory of so many bytes beside what a reduction takes.
    Grid grid(std::size_t sharedBytes) const
    {
        Grid grid = gridForRows(batch, 4 * labels);
        grid.sharedBytes += sharedBytes;
        return grid;
    }
    /// Where that shared memory begins.
    template <class T>
    __device__ T* room() const
    {
        return reinterpret_cast<T*>(sharedMemory<double>() + blockDim.x / kWarp);
    }
};

/// ln of the sum over i < count of exp(term(i)), by one thread.
template <class F>
__device__ float logSumExp(Index count, F term)
{
    float top = -HUGE_VALF;
    for (Index i = 0; i < count; ++i)
        top = fmaxf(top, term(i));
    if (top == -HUGE_VALF) // no path at all; the difference below would be no number
        return top;
    float total = 0.0F;
    for (Index i = 0; i < count; ++i)
        total += expf(term(i) - top);
    return top + logf(total);
}

/// Term i: the sum of paths that end in i, and the step to `label`.
struct Arriving {
    const float *before, *transitions;
    Index labels, label;
    __device__ float operator()(Index i) const { return before[i] + transitions[i * labels + label]; }
};
/// Term j: the step from `label` to j, and the sum of paths on from there.
struct Leaving {
    const float *later, *transitions;
    __device__ float operator()(Index j) const { return transitions[j] + later[j]; }
};

__global__ void logPartitionKernel(Chain c, const float* emissions, const float* transitions,
                                   const std::int32_t* lengths, float* logZ, float* alphas)
{
    auto* const slots = sharedMemory<float>();
    const Index first = static_cast<Index>(blockIdx.x) * c.steps * c.labels;
    const float* const e = emissions + first;
    float* const alpha = alphas + first;
    const Index length = c.length(lengths, blockIdx.x);
    for (Index j = threadIdx.x; j < c.labels; j += blockDim.x)
        for (Index step = 0; step < c.steps; ++step)
            alpha[step * c.labels + j] = step == 0 ? e[j] : 0.0F;
    for (Index step = 1; step < length; ++step) {
        __syncthreads();
        const float* const before = alpha + (step - 1) * c.labels;
        for (Index j = threadIdx.x; j < c.labels; j += blockDim.x)
            alpha[step * c.labels + j] =
                logSumExp(c.labels, Arriving{before, transitions, c.labels, j}) + e[step * c.labels + j];
    }
    const float* const last = alpha + (length - 1) * c.labels;
    float top = -HUGE_VALF, total = 0.0F;
    for (Index j = threadIdx.x; j < c.labels; j += blockDim.x)
        top = fmaxf(top, last[j]);
    top = blockReduce(top, Larger{}, slots);
    for (Index j = threadIdx.x; j < c.labels && top > -HUGE_VALF; j += blockDim.x)
        total += expf(last[j] - top);
    total = blockReduce(total, Plus{}, slots);
    if (threadIdx.x == 0)
        logZ[blockIdx.x] = top > -HUGE_VALF ? top + logf(total) : top;
}

struct PartitionGradient {
    const float *emissions, *transitions;
    const std::int32_t* lengths;
    const float *logZ, *alphas, *d;
    float* dEmissions;
    float* pairs; ///< [batch, labels, labels]
};

/// Marginals of labels are exp(forward sum + backward sum - logZ); those of pairs likewise, with what lies between.
__global__ void logPartitionGradKernel(Chain c, PartitionGradient g)
{
    auto* const later = c.room<float>(); // backward sum of the step after, with that step's emissions
    const Index item = blockIdx.x, first = item * c.steps * c.labels;
    float* const pairs = g.pairs + item * c.labels * c.labels;
    const float logZ = g.logZ[item], d = g.d[item];
    const Index length = c.length(g.lengths, item);
    for (Index i = threadIdx.x; i < c.labels; i += blockDim.x) {
        for (Index j = 0; j < c.labels; ++j)
            pairs[i * c.labels + j] = 0.0F;
        for (Index step = length; step < c.steps; ++step)
            g.dEmissions[first + step * c.labels + i] = 0.0F;
    }
    for (Index step = length - 1; step >= 0; --step) {
        const float* const forward = g.alphas + first + step * c.labels;
        const bool isLast = step == length - 1;
        for (Index i = threadIdx.x; i < c.labels; i += blockDim.x) {
            const float* const from = g.transitions + i * c.labels;
            const float beta = isLast ? 0.0F : logSumExp(c.labels, Leaving{later, from});
            for (Index j = 0; !isLast && j < c.labels; ++j)
                pairs[i * c.labels + j] += d * expf(forward[i] + from[j] + later[j] - logZ);
            // The backward sum waits in the place of the emission's gradient until everyone has read `later`.
            g.dEmissions[first + step * c.labels + i] = beta;
        }
        __syncthreads();
        for (Index i = threadIdx.x; i < c.labels; i += blockDim.x) {
            float& de = g.dEmissions[first + step * c.labels + i];
            later[i] = de + g.emissions[first + step * c.labels + i];
            de = d * expf(forward[i] + de - logZ);
        }
        __syncthreads();
    }
}

/// y[i] = the sum over the items of x[item, i], in their order.
__global__ void addItems(const float* x, Index items, Index count, float* y)
{
    const Index i = threadNumber();
    if (i >= count)
        return;
    float total = 0.0F;
    for (Index item = 0; item < items; ++item)
        total += x[item * count + i];
    y[i] = total;
}

struct Path {
    const std::int32_t *lengths, *labels;
};

__global__ void pathScoreKernel(Chain c, Path path, const float* emissions, const float* transitions, float* score)
{
    const Index item = threadNumber();
    if (item >= c.batch)
        return;
    double total = 0.0;
    Index before = -1;
    for (Index step = 0; step < c.length(path.lengths, item); ++step) {
        const Index label = c.label(path.labels[item * c.steps + step]);
        total += static_cast<double>(emissions[(item * c.steps + step) * c.labels + label]);
        if (before >= 0)
            total += static_cast<double>(transitions[before * c.labels + label]);
        before = label;
    }
    score[item] = static_cast<float>(total);
}

__global__ void pathEmissionGradients(Chain c, Path path, const float* d, float* dEmissions)
{
    const Index i = threadNumber();
    if (i >= c.batch * c.steps * c.labels)
        return;
    const Index item = i / c.labels / c.steps, step = i / c.labels % c.steps;
    const bool isOnPath =
        step < c.length(path.lengths, item) && c.label(path.labels[item * c.steps + step]) == i % c.labels;
    dEmissions[i] = isOnPath ? d[item] : 0.0F;
}

/// A thread for each pair of labels looks for it in all paths.
__global__ void pathTransitionGradients(Chain c, Path path, const float* d, float* dTransitions)
{
    const Index i = threadNumber();
    if (i >= c.labels * c.labels)
        return;
    float total = 0.0F;
    for (Index item = 0; item < c.batch; ++item) {
        const std::int32_t* const labels = path.labels + item * c.steps;
        for (Index step = 1; step < c.length(path.lengths, item); ++step)
            if (c.label(labels[step - 1]) == i / c.labels && c.label(labels[step]) == i % c.labels)
                total += d[item];
    }
    dTransitions[i] = total;
}

struct Viterbi {
    const float *emissions, *transitions;
    const std::int32_t* lengths;
    Index first;
    float* score;
    std::int32_t* path;
    std::int32_t* from; ///< [batch, steps, labels]: where the best path came from
};

__global__ void viterbiKernel(Chain c, Viterbi v)
{
    auto* scores = c.room<double>();
    double* next = scores + c.labels;
    const Index item = blockIdx.x;
    const float* const e = v.emissions + item * c.steps * c.labels;
    std::int32_t* const from = v.from + item * c.steps * c.labels;
    const Index length = c.length(v.lengths, item);
    for (Index j = threadIdx.x; j < c.labels; j += blockDim.x)
        scores[j] = v.first < 0 || j == v.first ? static_cast<double>(e[j]) : -HUGE_VAL;
    for (Index step = 1; step < length; ++step) {
        __syncthreads();
        for (Index j = threadIdx.x; j < c.labels; j += blockDim.x) {
            Index best = 0;
            double reached = scores[0] + static_cast<double>(v.transitions[j]);
            for (Index i = 1; i < c.labels; ++i) {
                const double other = scores[i] + static_cast<double>(v.transitions[i * c.labels + j]);
                best = other > reached ? i : best;
                reached = other > reached ? other : reached;
            }
            from[step * c.labels + j] = static_cast<std::int32_t>(best);
            next[j] = reached + static_cast<double>(e[step * c.labels + j]);
        }
        double* const spare = scores;
        scores = next;
        next = spare;
    }
    __syncthreads();
    if (threadIdx.x != 0)
        return;
    Index label = 0;
    for (Index j = 1; j < c.labels; ++j)
        label = scores[j] > scores[label] ? j : label;
    v.score[item] = static_cast<float>(scores[label]);
    for (Index step = c.steps - 1; step >= 0; --step) {
        v.path[item * c.steps + step] = step < length ? static_cast<std::int32_t>(label) : -1;
        if (step < length && step > 0)
            label = from[step * c.labels + label];
    }
}

std::unique_ptr<Kernel> logPartition(const NodeView& view)
{
    return launching([stream = view.context.stream(), c = Chain(view.input(0))](const KernelCall& call) {
        launch(stream, c.grid(0), logPartitionKernel, c, call.input<float>(0), call.input<float>(1),
               call.input<std::int32_t>(2), call.output<float>(0), call.output<float>(1));
    });
}

std::unique_ptr<Kernel> logPartitionGrad(const NodeView& view)
{
    const Chain c(view.input(0));
    const Index pairs = c.labels * c.labels;
    return launching(
        [stream = view.context.stream(), c, pairs](const KernelCall& call) {
            auto* const perItem = reinterpret_cast<float*>(call.scratch);
            launch(stream, c.grid(static_cast<std::size_t>(c.labels) * sizeof(float)), logPartitionGradKernel, c,
                   PartitionGradient{call.input<float>(0), call.input<float>(1), call.input<std::int32_t>(2),
                                     call.input<float>(3), call.input<float>(4), call.input<float>(5),
                                     call.output<float>(0), perItem});
            launch(stream, gridFor(pairs), addItems, static_cast<const float*>(perItem), c.batch, pairs,
                   call.output<float>(1));
        },
        static_cast<std::size_t>(c.batch * pairs) * sizeof(float));
}

std::unique_ptr<Kernel> pathScore(const NodeView& view)
{
    return launching([stream = view.context.stream(), c = Chain(view.input(0))](const KernelCall& call) {
        launch(stream, gridFor(c.batch), pathScoreKernel, c,
               Path{call.input<std::int32_t>(2), call.input<std::int32_t>(3)}, call.input<float>(0),
               call.input<float>(1), call.output<float>(0));
    });
}

std::unique_ptr<Kernel> pathScoreGrad(const NodeView& view)
{
    return launching([stream = view.context.stream(), c = Chain(view.output(0))](const KernelCall& call) {
        const Path path{call.input<std::int32_t>(1), call.input<std::int32_t>(0)};
        launch(stream, gridFor(c.batch * c.steps * c.labels), pathEmissionGradients, c, path, call.input<float>(2),
               call.output<float>(0));
        launch(stream, gridFor(c.labels * c.labels), pathTransitionGradients, c, path, call.input<float>(2),
               call.output<float>(1));
    });
}

std::unique_ptr<Kernel> viterbi(const NodeView& view)
{
    const Chain c(view.input(0));
    return launching(
        [stream = view.context.stream(), c, first = view.attributes().integer("first")](const KernelCall& call) {
            launch(stream, c.grid(static_cast<std::size_t>(2 * c.labels) * sizeof(double)), viterbiKernel, c,
                   Viterbi{call.input<float>(0), call.input<float>(1), call.input<std::int32_t>(2), first,
                           call.output<float>(0), call.output<std::int32_t>(1),
                           reinterpret_cast<std::int32_t*>(call.scratch)});
        },
        static_cast<std::size_t>(c.batch * c.steps * c.labels) * sizeof(std::int32_t));
}

} // namespace

void addCrfKernels(Table& table)
{
    table.set("crf_log_partition", logPartition);
    table.set("crf_log_partition_grad", logPartitionGrad);
    table.set("crf_path_score", pathScore);
    table.set("crf_path_score_grad", pathScoreGrad);
    table.set("viterbi", viterbi);
}

} // namespace lb::engine::cuda
