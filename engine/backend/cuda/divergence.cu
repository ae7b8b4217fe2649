#include "engine/backend/cuda/block_sums.h"
#include "engine/backend/cuda/cuda_kernel.h"
#include "engine/core/error.h"
#include "engine/core/von_mises_fisher.h"

namespace lb::engine::cuda {

namespace {

__global__ void vmfKlKernel(const float* kappa, Index dims, float* y, Index count)
{
    const Index i = threadNumber();
    if (i < count)
        y[i] = static_cast<float>(VonMisesFisher(static_cast<double>(kappa[i]), dims).kl());
}
__global__ void vmfKlGradKernel(const float* kappa, const float* dy, Index dims, float* dKappa, Index count)
{
    const Index i = threadNumber();
    if (i < count)
        dKappa[i] = dy[i] * static_cast<float>(VonMisesFisher(static_cast<double>(kappa[i]), dims).klSlope());
}

/// Two samples, whose rows are numbered through.
struct Samples {
    static constexpr int kMostScales = 16;
    const float *x = nullptr, *y = nullptr;
    Index n, m, width;
    int scales;
    float scale[kMostScales];

    explicit Samples(const NodeView& view)
        : n(view.input(0)[0])
        , m(view.input(1)[0])
        , width(view.input(0)[1])
        , scales(static_cast<int>(view.attributes().reals("scales").size()))
        , scale{}
    {
        if (scales > kMostScales)
            throw EngineError(ErrorKind::Unsupported, "imq_mmd has more than 16 scales");
        for (int i = 0; i < scales; ++i)
            scale[i] = static_cast<float>(view.attributes().reals("scales")[static_cast<std::size_t>(i)]);
    }
    Samples with(const KernelCall& call) const
    {
        Samples result = *this;
        result.x = call.input<float>(0);
        result.y = call.input<float>(1);
        return result;
    }
    __device__ const float* row(Index i) const { return i < n ? x + i * width : y + (i - n) * width; }
    __device__ float squaredDistance(Index i, Index j) const
    {
        const float *a = row(i), *b = row(j);
        float total = 0.0F;
        for (Index at = 0; at < width; ++at)
            total += (a[at] - b[at]) * (a[at] - b[at]);
        return total;
    }
    /// What a pair counts in the sum: 1 / (n (n - 1)) inside a sample, -1 / (n m) between the two, 0 for a row itself.
    __device__ float weight(Index i, Index j) const
    {
        if (i == j)
            return 0.0F;
        if ((i < n) != (j < n))
            return -1.0F / (static_cast<float>(n) * static_cast<float>(m));
        const auto count = static_cast<float>(i < n ? n : m);
        return 1.0F / (count * (count - 1.0F));
    }
};

/// A block for each row: its part of the sum.
__global__ void mmdRows(Samples s, double* partial)
{
    const Index row = blockIdx.x;
    double total = 0.0;
    for (Index j = threadIdx.x; j < s.n + s.m; j += blockDim.x) {
        const float squared = s.squaredDistance(row, j), weight = s.weight(row, j);
        for (int i = 0; i < s.scales; ++i)
            total += static_cast<double>(weight * s.scale[i] / (s.scale[i] + squared));
    }
    total = blockReduce(total, Plus{}, sharedMemory<double>());
    if (threadIdx.x == 0)
        partial[row] = total;
}
__global__ void addRows(const double* partial, Index rows, float* y)
{
    double total = 0.0;
    for (Index i = threadIdx.x; i < rows; i += blockDim.x)
        total += partial[i];
    total = blockReduce(total, Plus{}, sharedMemory<double>());
    if (threadIdx.x == 0)
        *y = static_cast<float>(total);
}

/// A block for each row: slopes of its pairs, as many at a time as it has threads, then their sum over the columns.
__global__ void mmdGradRows(Samples s, const float* d, float* dx, float* dy)
{
    auto* const slopes = sharedMemory<float>();
    const Index row = blockIdx.x;
    float* const result = row < s.n ? dx + row * s.width : dy + (row - s.n) * s.width;
    for (Index at = threadIdx.x; at < s.width; at += blockDim.x)
        result[at] = 0.0F;
    for (Index first = 0; first < s.n + s.m; first += blockDim.x) {
        const Index j = first + threadIdx.x;
        float slope = 0.0F;
        if (j < s.n + s.m && j != row) {
            const float squared = s.squaredDistance(row, j);
            for (int i = 0; i < s.scales; ++i)
                slope -= s.scale[i] / ((s.scale[i] + squared) * (s.scale[i] + squared));
            slope *= 4.0F * *d * s.weight(row, j);
        }
        __syncthreads();
        slopes[threadIdx.x] = slope;
        __syncthreads();
        const Index count = s.n + s.m - first < blockDim.x ? s.n + s.m - first : blockDim.x;
        for (Index at = threadIdx.x; at < s.width; at += blockDim.x) {
            float total = result[at];
            for (Index i = 0; i < count; ++i)
                total += slopes[i] * (s.row(row)[at] - s.row(first + i)[at]);
            result[at] = total;
        }
    }
}

std::unique_ptr<Kernel> vmfKl(const NodeView& view)
{
    return launching([stream = view.context.stream(), count = view.count(),
                      dims = view.attributes().integer("dims")](const KernelCall& call) {
        launch(stream, gridFor(count), vmfKlKernel, call.input<float>(0), dims, call.output<float>(0), count);
    });
}
std::unique_ptr<Kernel> vmfKlGrad(const NodeView& view)
{
    return launching([stream = view.context.stream(), count = view.count(),
                      dims = view.attributes().integer("dims")](const KernelCall& call) {
        launch(stream, gridFor(count), vmfKlGradKernel, call.input<float>(0), call.input<float>(1), dims,
               call.output<float>(0), count);
    });
}
std::unique_ptr<Kernel> imqMmd(const NodeView& view)
{
    const Samples s(view);
    const Index rows = s.n + s.m;
    return launching(
        [stream = view.context.stream(), s, rows](const KernelCall& call) {
            auto* const partial = reinterpret_cast<double*>(call.scratch);
            launch(stream, gridForRows(rows, rows), mmdRows, s.with(call), partial);
            launch(stream, gridForRows(1, rows), addRows, static_cast<const double*>(partial), rows,
                   call.output<float>(0));
        },
        static_cast<std::size_t>(rows) * sizeof(double));
}
std::unique_ptr<Kernel> imqMmdGrad(const NodeView& view)
{
    constexpr unsigned kPairs = 128;
    const Samples s(view);
    return launching([stream = view.context.stream(), s](const KernelCall& call) {
        launch(stream,
               {.blocks = static_cast<unsigned>(s.n + s.m), .threads = kPairs, .sharedBytes = kPairs * sizeof(float)},
               mmdGradRows, s.with(call), call.input<float>(2), call.output<float>(0), call.output<float>(1));
    });
}

} // namespace

void addDivergenceKernels(Table& table)
{
    table.set("vmf_kl", vmfKl);
    table.set("vmf_kl_grad", vmfKlGrad);
    table.set("imq_mmd", imqMmd);
    table.set("imq_mmd_grad", imqMmdGrad);
}

} // namespace lb::engine::cuda
