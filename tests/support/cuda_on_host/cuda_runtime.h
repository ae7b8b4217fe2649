#pragma once

/// Stands in for CUDA's header of the same name where kernels are compiled as C++ for the host: the words of the
/// language, the part of the runtime API that engine/backend/cuda uses, and launches that run here. See README.md.
#include "tests/support/cuda_on_host/device_thread.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <math.h>
#include <memory>
#include <tuple>
#include <utility>

#define __global__
#define __device__
#define __host__
#define __shared__ // in dynamicShared() alone: see README.md
#define __forceinline__ inline
#define __launch_bounds__(...)
#define __align__(bytes) __attribute__((aligned(bytes)))

namespace lb::cuda_on_host {
template <uint3 (*kAsk)(), unsigned uint3::*kAxis>
struct Coordinate {
    operator unsigned() const { return kAsk().*kAxis; }
};
/// Not macros, for a launch's configuration has members of these names.
template <uint3 (*kAsk)()>
struct Coordinates {
    Coordinate<kAsk, &uint3::x> x;
    Coordinate<kAsk, &uint3::y> y;
    Coordinate<kAsk, &uint3::z> z;
};
} // namespace lb::cuda_on_host
inline constexpr lb::cuda_on_host::Coordinates<lb::cuda_on_host::threadIndex> threadIdx{};
inline constexpr lb::cuda_on_host::Coordinates<lb::cuda_on_host::blockIndex> blockIdx{};
inline constexpr lb::cuda_on_host::Coordinates<lb::cuda_on_host::blockExtents> blockDim{};
inline constexpr lb::cuda_on_host::Coordinates<lb::cuda_on_host::gridExtents> gridDim{};

struct alignas(8) float2 {
    float x, y;
};
struct alignas(16) float4 {
    float x, y, z, w;
};
struct dim3 {
    unsigned x = 1, y = 1, z = 1;
    dim3() = default;
    dim3(unsigned a, unsigned b = 1, unsigned c = 1)
        : x(a)
        , y(b)
        , z(c)
    {
    }
};

inline float4 make_float4(float x, float y, float z, float w)
{
    return {x, y, z, w};
}
inline float rsqrtf(float x)
{
    return 1.0F / std::sqrt(x);
}

inline void __syncthreads()
{
    lb::cuda_on_host::blockBarrier();
}
inline void __syncwarp(unsigned mask = 0xFFFFFFFFU)
{
    lb::cuda_on_host::exchange(mask, 0, 0);
}
inline unsigned __ballot_sync(unsigned mask, int predicate)
{
    return lb::cuda_on_host::ballot(mask, predicate != 0);
}
inline int __any_sync(unsigned mask, int predicate)
{
    return __ballot_sync(mask, predicate) != 0;
}
inline int __all_sync(unsigned mask, int predicate)
{
    return __ballot_sync(mask, predicate == 0) == 0;
}

namespace lb::cuda_on_host {
template <class T>
T exchanged(unsigned mask, T value, int source)
{
    static_assert(sizeof(T) <= 8);
    std::uint64_t bits = 0;
    __builtin_memcpy(&bits, &value, sizeof(T));
    bits = exchange(mask, bits, source);
    __builtin_memcpy(&value, &bits, sizeof(T));
    return value;
}
} // namespace lb::cuda_on_host

template <class T>
T __shfl_sync(unsigned mask, T value, int source)
{
    return lb::cuda_on_host::exchanged(mask, value, source & 31);
}
template <class T>
T __shfl_xor_sync(unsigned mask, T value, int bits)
{
    return lb::cuda_on_host::exchanged(mask, value, lb::cuda_on_host::laneIndex() ^ bits);
}
template <class T>
T __shfl_down_sync(unsigned mask, T value, int delta)
{
    const int lane = lb::cuda_on_host::laneIndex();
    return lb::cuda_on_host::exchanged(mask, value, lane + delta < 32 ? lane + delta : lane);
}

/// Blocks and threads run one at a time, so that a plain addition is atomic; checked for its address.
template <class T>
__attribute__((noinline, no_sanitize("thread"))) T atomicAdd(T* address, T value)
{
    lb::cuda_on_host::checkAtomic(address, sizeof(T));
    const T before = *address;
    *address = before + value;
    return before;
}

enum cudaError_t {
    cudaSuccess = 0,
    cudaErrorInvalidValue = 1,
    cudaErrorMemoryAllocation = 2,
    cudaErrorInvalidConfiguration = 9,
    cudaErrorInsufficientDriver = 35,
    cudaErrorNoDevice = 100,
    cudaErrorInvalidDevice = 101,
    cudaErrorNotReady = 600,
    cudaErrorDevicesUnavailable = 46,
    cudaErrorECCUncorrectable = 214,
    cudaErrorIllegalAddress = 700,
    cudaErrorLaunchTimeout = 702,
    cudaErrorContextIsDestroyed = 709,
    cudaErrorAssert = 710,
    cudaErrorHardwareStackError = 714,
    cudaErrorIllegalInstruction = 715,
    cudaErrorMisalignedAddress = 716,
    cudaErrorInvalidAddressSpace = 717,
    cudaErrorInvalidPc = 718,
    cudaErrorLaunchFailure = 719,
    cudaErrorStreamCaptureUnsupported = 900,
    cudaErrorUnknown = 999,
};
enum cudaMemcpyKind { cudaMemcpyHostToDevice = 1, cudaMemcpyDeviceToHost = 2, cudaMemcpyDeviceToDevice = 3 };
enum cudaStreamCaptureMode { cudaStreamCaptureModeGlobal, cudaStreamCaptureModeThreadLocal };
enum cudaFuncAttribute { cudaFuncAttributeMaxDynamicSharedMemorySize = 8 };
constexpr unsigned cudaStreamNonBlocking = 1, cudaEventDisableTiming = 2, cudaHostAllocDefault = 0,
                   cudaHostAllocMapped = 2;

using cudaStream_t = struct CUstream_st*;
using cudaEvent_t = struct CUevent_st*;
using cudaGraph_t = struct CUgraph_st*;
using cudaGraphExec_t = struct CUgraphExec_st*;
struct cudaDeviceProp {
    char name[256];
    std::size_t totalGlobalMem;
    int major, minor, multiProcessorCount;
};

cudaError_t cudaGetDeviceCount(int* count);
cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int device);
cudaError_t cudaSetDevice(int device);
cudaError_t cudaDriverGetVersion(int* version);
cudaError_t cudaRuntimeGetVersion(int* version);
cudaError_t cudaMemGetInfo(std::size_t* free, std::size_t* total);
cudaError_t cudaMalloc(void** memory, std::size_t bytes);
cudaError_t cudaFree(void* memory);
cudaError_t cudaHostAlloc(void** memory, std::size_t bytes, unsigned flags);
cudaError_t cudaFreeHost(void* memory);
cudaError_t cudaHostGetDevicePointer(void** device, void* host, unsigned flags);
cudaError_t cudaMemcpy(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind);
cudaError_t cudaMemcpyAsync(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind, cudaStream_t stream);
cudaError_t cudaMemset(void* memory, int value, std::size_t bytes);
cudaError_t cudaMemsetAsync(void* memory, int value, std::size_t bytes, cudaStream_t stream);
cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned flags);
cudaError_t cudaStreamDestroy(cudaStream_t stream);
cudaError_t cudaStreamSynchronize(cudaStream_t stream);
cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t event, unsigned flags = 0);
cudaError_t cudaStreamBeginCapture(cudaStream_t stream, cudaStreamCaptureMode mode);
cudaError_t cudaStreamEndCapture(cudaStream_t stream, cudaGraph_t* graph);
cudaError_t cudaGraphInstantiate(cudaGraphExec_t* exec, cudaGraph_t graph, unsigned long long flags);
cudaError_t cudaGraphLaunch(cudaGraphExec_t exec, cudaStream_t stream);
cudaError_t cudaGraphDestroy(cudaGraph_t graph);
cudaError_t cudaGraphExecDestroy(cudaGraphExec_t exec);
cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned flags);
cudaError_t cudaEventDestroy(cudaEvent_t event);
cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream);
cudaError_t cudaEventSynchronize(cudaEvent_t event);
cudaError_t cudaDeviceSynchronize();
cudaError_t cudaGetLastError();
const char* cudaGetErrorString(cudaError_t error);
const char* cudaGetErrorName(cudaError_t error);

template <class Kernel>
cudaError_t cudaFuncSetAttribute(Kernel*, cudaFuncAttribute, int)
{
    return cudaSuccess;
}

struct cudaLaunchAttribute {};
struct cudaLaunchConfig_t {
    dim3 gridDim, blockDim;
    std::size_t dynamicSmemBytes = 0;
    cudaStream_t stream = nullptr;
    cudaLaunchAttribute* attrs = nullptr;
    unsigned numAttrs = 0;
};

namespace lb::cuda_on_host {
/// A kernel with its arguments, kept for as long as the launch may be repeated.
struct BoundKernel {
    std::shared_ptr<const void> arguments;
    std::size_t bytes = 0;
    void (*call)(const void* arguments) = nullptr;
};
cudaError_t enqueue(const cudaLaunchConfig_t& config, BoundKernel kernel);

template <class... Parameters>
struct Arguments {
    void (*kernel)(Parameters...);
    std::tuple<Parameters...> values;
    static void call(const void* self)
    {
        const auto& bound = *static_cast<const Arguments*>(self);
        std::apply(bound.kernel, bound.values);
    }
};
} // namespace lb::cuda_on_host

template <class... Parameters, class... Actual>
cudaError_t cudaLaunchKernelEx(const cudaLaunchConfig_t* config, void (*kernel)(Parameters...), Actual&&... actual)
{
    using Bound = lb::cuda_on_host::Arguments<Parameters...>;
    static_assert(sizeof(Bound) <= 4096, "a kernel takes 4 KiB of arguments at most");
    return lb::cuda_on_host::enqueue(
        *config,
        {std::make_shared<Bound>(Bound{kernel, {std::forward<Actual>(actual)...}}), sizeof(Bound), &Bound::call});
}
