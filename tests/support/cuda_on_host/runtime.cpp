#include "tests/support/cuda_on_host/block_runner.h"
#include "tests/support/cuda_on_host/device_work.h"
#include "tests/support/cuda_on_host/runtime_state.h"

#include <cstdlib>
#include <functional>
#include <string>

#include <unistd.h>

namespace lb::cuda_on_host {

namespace {

struct Device {
    DeviceMemory memory;
    BlockRunner runner{memory};
    cudaError_t last = cudaSuccess;   ///< what cudaGetLastError gives
    cudaError_t sticky = cudaSuccess; ///< after a fault nothing works any more, as on a device
    std::string fault;
    Counts counts;
};

Device& device()
{
    static Device device;
    return device;
}

/// LATENTBENCH_HOST_CUDA: how many devices there are (1 when not set), or "no-driver", or "old-driver".
std::string wantedDevices()
{
    const char* const wanted = std::getenv("LATENTBENCH_HOST_CUDA");
    return wanted ? wanted : "1";
}

cudaError_t deviceCount(int& count)
{
    const std::string wanted = wantedDevices();
    count = 0;
    if (wanted.find("-driver") != std::string::npos)
        return cudaErrorInsufficientDriver;
    count = std::atoi(wanted.c_str());
    return count > 0 ? cudaSuccess : cudaErrorNoDevice;
}

bool isDevice(const void* memory, std::size_t bytes)
{
    return bytes == 0 || device().memory.holds(memory, bytes);
}

cudaError_t copy(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind)
{
    if ((kind != cudaMemcpyDeviceToHost && !isDevice(to, bytes)) ||
        (kind != cudaMemcpyHostToDevice && !isDevice(from, bytes)))
        return cudaErrorInvalidValue;
    if (bytes > 0)
        std::memmove(to, from, bytes);
    if (kind != cudaMemcpyDeviceToHost && bytes > 0)
        device().memory.markWritten(to, bytes);
    return cudaSuccess;
}

} // namespace

cudaError_t failed(cudaError_t error)
{
    if (error != cudaSuccess)
        device().last = error;
    return error;
}

cudaError_t injected(const char* call)
{
    static const std::string wanted = [] {
        const char* const text = std::getenv("LATENTBENCH_HOST_CUDA_FAULT");
        return std::string(text ? text : "");
    }();
    static long calls = 0;
    const std::size_t first = wanted.find(':'), second = wanted.find(':', first + 1);
    if (second == std::string::npos || wanted.substr(first + 1, second - first - 1) != call ||
        ++calls != std::atol(wanted.c_str() + second + 1))
        return cudaSuccess;
    if (wanted.rfind("refused", 0) == 0)
        return failed(cudaErrorInvalidValue);
    while (wanted.rfind("hang", 0) == 0)
        ::pause();
    device().fault = std::string("injected into ") + call;
    return device().sticky = cudaErrorLaunchFailure;
}

cudaError_t stickyFault()
{
    return device().sticky;
}

Counts& counts()
{
    return device().counts;
}

DeviceMemory& deviceMemory()
{
    return device().memory;
}

cudaError_t enqueue(const cudaLaunchConfig_t& config, BoundKernel kernel)
{
    if (const cudaError_t fault = injected("cudaLaunchKernelEx"); fault != cudaSuccess)
        return fault;
    const dim3 grid = config.gridDim, block = config.blockDim;
    const unsigned long long threads = 1ULL * block.x * block.y * block.z;
    if (threads == 0 || threads > 1024 || block.z > 64 || grid.x == 0 || grid.y == 0 || grid.z == 0 ||
        grid.x > 0x7FFFFFFFU || grid.y > 0xFFFFU || grid.z > 0xFFFFU ||
        config.dynamicSmemBytes > DeviceMemory::kSharedBytes)
        return failed(cudaErrorInvalidConfiguration);
    return enqueueWork(config.stream, [config, kernel = std::move(kernel)] {
        Device& on = device();
        ++on.counts.kernels;
        on.fault = on.runner.run(config, kernel);
        if (!on.fault.empty())
            on.sticky = cudaErrorLaunchFailure;
        return on.sticky;
    });
}

void forgetFault()
{
    device().sticky = device().last = cudaSuccess;
    device().fault.clear();
}

} // namespace lb::cuda_on_host

using namespace lb::cuda_on_host;

cudaError_t cudaGetDeviceCount(int* count)
{
    return failed(deviceCount(*count));
}
cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int)
{
    *properties = {"Host runtime", DeviceMemory::totalBytes(), 8, 0, 4};
    return cudaSuccess;
}
cudaError_t cudaSetDevice(int wanted)
{
    int count = 0;
    deviceCount(count);
    return failed(wanted >= 0 && wanted < count ? cudaSuccess : cudaErrorInvalidDevice);
}
cudaError_t cudaDriverGetVersion(int* version)
{
    const std::string wanted = wantedDevices();
    *version = wanted == "no-driver" ? 0 : wanted == "old-driver" ? 11040 : 13000;
    return cudaSuccess;
}
cudaError_t cudaRuntimeGetVersion(int* version)
{
    *version = 13000;
    return cudaSuccess;
}
cudaError_t cudaMemGetInfo(std::size_t* free, std::size_t* total)
{
    *total = DeviceMemory::totalBytes();
    *free = *total - device().memory.usedBytes();
    return cudaSuccess;
}
cudaError_t cudaMalloc(void** memory, std::size_t bytes)
{
    if (const cudaError_t fault = injected("cudaMalloc"); fault != cudaSuccess)
        return fault;
    *memory = device().memory.allocate(bytes);
    return failed(*memory ? cudaSuccess : cudaErrorMemoryAllocation);
}
cudaError_t cudaFree(void* memory)
{
    finishAll();
    return failed(!memory || device().memory.free(memory) ? cudaSuccess : cudaErrorInvalidValue);
}
cudaError_t cudaHostAlloc(void** memory, std::size_t bytes, unsigned)
{
    *memory = std::malloc(bytes);
    device().memory.allowHost(*memory, bytes);
    return failed(*memory ? cudaSuccess : cudaErrorMemoryAllocation);
}
cudaError_t cudaFreeHost(void* memory)
{
    finishAll();
    device().memory.disallowHost(memory);
    std::free(memory);
    return cudaSuccess;
}
cudaError_t cudaHostGetDevicePointer(void** address, void* host, unsigned)
{
    *address = host;
    return cudaSuccess;
}
cudaError_t cudaMemcpyAsync(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind, cudaStream_t stream)
{
    if (const cudaError_t fault = injected("cudaMemcpyAsync"); fault != cudaSuccess)
        return fault;
    const bool readsPageable = kind == cudaMemcpyHostToDevice && !device().memory.isPinned(from);
    const bool writesPageable = kind == cudaMemcpyDeviceToHost && !device().memory.isPinned(to);
    // What is not pinned may change after the call: a device takes it before.
    std::shared_ptr<std::vector<char>> taken;
    if (readsPageable && isScheduled())
        taken =
            std::make_shared<std::vector<char>>(static_cast<const char*>(from), static_cast<const char*>(from) + bytes);
    const cudaError_t error = enqueueWork(stream, [=] {
        ++counts().copies;
        return copy(to, taken ? taken->data() : from, bytes, kind);
    });
    return error == cudaSuccess && writesPageable ? finish(stream) : error;
}
cudaError_t cudaMemcpy(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind)
{
    const cudaError_t error = cudaMemcpyAsync(to, from, bytes, kind, nullptr);
    return failed(error == cudaSuccess ? finish(nullptr) : error);
}
cudaError_t cudaMemsetAsync(void* memory, int value, std::size_t bytes, cudaStream_t stream)
{
    return enqueueWork(stream, [=] {
        if (!isDevice(memory, bytes))
            return cudaErrorInvalidValue;
        if (bytes > 0) {
            std::memset(memory, value, bytes);
            device().memory.markWritten(memory, bytes);
        }
        return cudaSuccess;
    });
}
cudaError_t cudaMemset(void* memory, int value, std::size_t bytes)
{
    const cudaError_t error = cudaMemsetAsync(memory, value, bytes, nullptr);
    return error == cudaSuccess ? finish(nullptr) : error;
}
cudaError_t cudaGetLastError()
{
    return device().sticky != cudaSuccess ? device().sticky : std::exchange(device().last, cudaSuccess);
}
const char* cudaGetErrorString(cudaError_t error)
{
    if (error == cudaErrorLaunchFailure && !device().fault.empty())
        return device().fault.c_str();
    switch (error) {
    case cudaSuccess:
        return "no error";
    case cudaErrorMemoryAllocation:
        return "out of memory";
    case cudaErrorInsufficientDriver:
        return "CUDA driver version is insufficient for CUDA runtime version";
    case cudaErrorNoDevice:
        return "no CUDA-capable device is detected";
    case cudaErrorStreamCaptureUnsupported:
        return "operation not permitted when stream is capturing";
    case cudaErrorInvalidConfiguration:
        return "invalid configuration argument";
    default:
        return "invalid argument";
    }
}
const char* cudaGetErrorName(cudaError_t error)
{
    return cudaGetErrorString(error);
}
