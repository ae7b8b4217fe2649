#pragma once

#include "engine/backend/cuda/block_sums.h"
#include "engine/backend/cuda/context.h"
#include "engine/backend/cuda/device_memory.h"

namespace lb::engine::cuda {

constexpr Index kSumBlocks = 1024; ///< at most

/// A block for each piece of equal length, so that the sum does not depend on the device.
template <class F>
__global__ void squareSumPieces(F f, Index count, Index piece, double* partial)
{
    const Index begin = static_cast<Index>(blockIdx.x) * piece;
    const Index end = begin + piece < count ? begin + piece : count;
    double total = 0.0;
    for (Index i = begin + threadIdx.x; i < end; i += blockDim.x) {
        const auto value = static_cast<double>(f(i));
        total += value * value;
    }
    total = blockReduce(total, Plus{}, sharedMemory<double>());
    if (threadIdx.x == 0)
        partial[blockIdx.x] = total;
}

static __global__ void addPieces(const double* partial, Index pieces, double* result)
{
    double total = 0.0;
    for (Index i = threadIdx.x; i < pieces; i += blockDim.x)
        total += partial[i];
    total = blockReduce(total, Plus{}, sharedMemory<double>());
    if (threadIdx.x == 0)
        *result = total;
}

struct Given {
    const float* values;
    __device__ float operator()(Index i) const { return values[i]; }
};

/// Sums of squares in double, in a fixed order, whose results stay on the device. Two of them have room here.
class SquareSums {
public:
    static constexpr int kResults = 2;

    explicit SquareSums(Context& context)
        : m_context(context)
        , m_memory(allocateDevice((kSumBlocks + kResults) * sizeof(double)))
    {
    }
    double* result(int index) const { return partial() + kSumBlocks + index; }
    /// *sum, on the device, becomes the sum over i < count of f(i)^2.
    template <class F>
    void launchSum(double* sum, F f, Index count) const
    {
        constexpr Index kSmallest = 4096;
        Index piece = (count + kSumBlocks - 1) / kSumBlocks;
        piece = piece < kSmallest ? kSmallest : piece;
        const Index pieces = (count + piece - 1) / piece;
        const std::size_t shared = kThreads / kWarp * sizeof(double);
        launch(m_context.stream(), {.blocks = static_cast<unsigned>(pieces), .sharedBytes = shared}, squareSumPieces<F>,
               f, count, piece, partial());
        launch(m_context.stream(), {.blocks = 1, .sharedBytes = shared}, addPieces,
               static_cast<const double*>(partial()), pieces, sum);
    }

private:
    double* partial() const { return reinterpret_cast<double*>(m_memory.get()); }

    Context& m_context;
    DeviceMemory m_memory;
};

} // namespace lb::engine::cuda
