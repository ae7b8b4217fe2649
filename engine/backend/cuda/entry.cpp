#include "engine/backend/cuda/cuda_backend.h"
#include "engine/backend/cuda_library.h"

#include <cstring>

#include <cuda_runtime.h>

namespace lb::engine::cuda {

namespace {

std::string versionText(int version)
{
    return std::to_string(version / 1000) + "." + std::to_string(version % 1000 / 10);
}

NoCuda absenceOf(cudaError_t error, int driver, int runtime)
{
    cudaGetLastError();
    switch (error) {
    case cudaErrorInsufficientDriver:
        if (driver == 0)
            return {CudaAbsence::NoDriver, {}};
        return {CudaAbsence::DriverTooOld,
                "it knows CUDA " + versionText(driver) + ", this program needs " + versionText(runtime)};
    case cudaErrorNoDevice:
        return {CudaAbsence::NoDevice, {}};
    default:
        return {CudaAbsence::Failure, cudaGetErrorString(error)};
    }
}

tl::expected<CudaDevices, NoCuda> devices()
{
    int count = 0, driver = 0, runtime = 0;
    cudaDriverGetVersion(&driver);
    cudaRuntimeGetVersion(&runtime);
    if (const cudaError_t error = cudaGetDeviceCount(&count); error != cudaSuccess)
        return tl::unexpected(absenceOf(error, driver, runtime));
    if (count == 0)
        return tl::unexpected(NoCuda{CudaAbsence::NoDevice, {}});
    CudaDevices result{.driver = versionText(driver), .runtime = versionText(runtime)};
    for (int i = 0; i < count; ++i) {
        cudaDeviceProp properties{};
        CudaDevice device;
        cudaError_t error = cudaGetDeviceProperties(&properties, i);
        if (error == cudaSuccess)
            error = cudaSetDevice(i);
        if (error == cudaSuccess)
            error = cudaMemGetInfo(&device.freeBytes, &device.totalBytes);
        if (error != cudaSuccess)
            return tl::unexpected(absenceOf(error, driver, runtime));
        device.name = properties.name;
        device.major = properties.major;
        device.minor = properties.minor;
        device.hasBf16Products = properties.major >= 8;
        result.devices.push_back(std::move(device));
    }
    return result;
}

constexpr CudaInterface kInterface{.devices = devices, .makeBackend = makeCudaBackend};

} // namespace

} // namespace lb::engine::cuda

extern "C" __attribute__((visibility("default"))) const lb::engine::CudaInterface*
latentbenchCudaEntry(const char* build)
{
    return std::strcmp(build, lb::engine::kCudaBuild) == 0 ? &lb::engine::cuda::kInterface : nullptr;
}
