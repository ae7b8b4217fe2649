#include "tests/support/cuda_on_host/planted_bugs.h"

#include "engine/backend/cuda/launch.h"

namespace lb::testing {

using namespace engine::cuda;

namespace {

constexpr int kThreads = 64;

/// Each block writes the first half of its piece twice as large, by way of shared memory.
__global__ void stretch(const float* x, float* y, bool isPlanted)
{
    auto* const piece = sharedMemory<float>();
    const unsigned first = blockIdx.x * blockDim.x;
    piece[threadIdx.x] = x[first + threadIdx.x];
    if (!isPlanted) // planted: the barrier is missing
        __syncthreads();
    y[first + threadIdx.x] = piece[threadIdx.x / 2];
}

__global__ void copyTail(const float* x, float* y, std::int64_t count, bool isPlanted)
{
    const std::int64_t i = std::int64_t{blockIdx.x} * blockDim.x + threadIdx.x;
    if (isPlanted ? i <= count : i < count) // planted: one thread too many
        y[i] = x[i];
}

/// The sum of up to blockDim numbers as a tree over all slots.
__global__ void sumBlock(const float* x, float* y, int count, bool isPlanted)
{
    auto* const slots = sharedMemory<float>();
    const int thread = static_cast<int>(threadIdx.x);
    if (thread < count)
        slots[thread] = x[thread];
    else if (!isPlanted) // planted: the slots of idle threads hold whatever was there
        slots[thread] = 0.0F;
    for (int half = static_cast<int>(blockDim.x) / 2; half > 0; half /= 2) {
        __syncthreads();
        if (thread < half)
            slots[thread] += slots[thread + half];
    }
    if (thread == 0)
        *y = slots[0];
}

/// Rows are walked with a stride that is one too short: the last column of a row is the next row's first.
__global__ void fillRows(float* y, int columns, bool isPlanted)
{
    const int stride = isPlanted ? columns - 1 : columns;
    for (int column = static_cast<int>(threadIdx.x); column < columns; column += static_cast<int>(blockDim.x))
        y[static_cast<int>(blockIdx.x) * stride + column] = static_cast<float>(column);
}

__global__ void addUp(const float* x, float* y)
{
    y[threadIdx.x] = 10.0F * y[threadIdx.x] + x[threadIdx.x];
}

} // namespace

cudaError_t runMissingBarrier(const Arrays& a, bool isPlanted)
{
    const cudaLaunchConfig_t config{.gridDim = 2, .blockDim = kThreads, .dynamicSmemBytes = kThreads * sizeof(float)};
    return cudaLaunchKernelEx(&config, stretch, a.x, a.y, isPlanted);
}

cudaError_t runTail(const Arrays& a, bool isPlanted)
{
    const cudaLaunchConfig_t config{.gridDim = 3, .blockDim = kThreads};
    return cudaLaunchKernelEx(&config, copyTail, a.x, a.y, std::int64_t{Arrays::kCount}, isPlanted);
}

cudaError_t runUninitialised(const Arrays& a, bool isPlanted)
{
    const cudaLaunchConfig_t config{.gridDim = 1, .blockDim = kThreads, .dynamicSmemBytes = kThreads * sizeof(float)};
    return cudaLaunchKernelEx(&config, sumBlock, a.x, a.y, 37, isPlanted);
}

cudaError_t runWrongStride(const Arrays& a, bool isPlanted)
{
    const cudaLaunchConfig_t config{.gridDim = 4, .blockDim = kThreads};
    return cudaLaunchKernelEx(&config, fillRows, a.y, 32, isPlanted);
}

cudaError_t runStreams(const Arrays& a, StreamBug bug)
{
    constexpr std::size_t kBytes = Arrays::kCount * sizeof(float);
    auto* const x = const_cast<float*>(a.x);
    void* memory = nullptr;
    cudaStream_t beside = nullptr, work = nullptr;
    cudaEvent_t arrived = nullptr, taken = nullptr;
    cudaHostAlloc(&memory, kBytes, cudaHostAllocDefault);
    cudaStreamCreateWithFlags(&beside, cudaStreamNonBlocking);
    cudaStreamCreateWithFlags(&work, cudaStreamNonBlocking);
    cudaEventCreateWithFlags(&arrived, cudaEventDisableTiming);
    cudaEventCreateWithFlags(&taken, cudaEventDisableTiming);
    auto* const numbers = static_cast<float*>(memory);
    for (int round = 1; round <= 2; ++round) {
        if (bug != StreamBug::HostTooEarly) // planted: the numbers of the first round may not have left yet
            cudaEventSynchronize(arrived);
        for (int i = 0; i < Arrays::kCount; ++i)
            numbers[i] = static_cast<float>(round);
        if (bug != StreamBug::UploadTooEarly) // planted: the kernel of the first round may not have run yet
            cudaStreamWaitEvent(beside, taken);
        cudaMemcpyAsync(x, numbers, kBytes, cudaMemcpyHostToDevice, beside);
        cudaEventRecord(arrived, beside);
        if (bug != StreamBug::KernelTooEarly) // planted: the numbers may not have arrived yet
            cudaStreamWaitEvent(work, arrived);
        const cudaLaunchConfig_t config{.gridDim = 1, .blockDim = kThreads, .stream = work};
        cudaLaunchKernelEx(&config, addUp, a.x, a.y);
        cudaEventRecord(taken, work);
    }
    const cudaError_t error = cudaStreamSynchronize(work);
    cudaEventDestroy(taken);
    cudaEventDestroy(arrived);
    cudaStreamDestroy(work);
    cudaStreamDestroy(beside);
    cudaFreeHost(memory);
    return error;
}

} // namespace lb::testing
