#include "engine/backend/cuda/context.h"

#include "engine/backend/device_lost.h"

#include <string>
#include <utility>

namespace lb::engine::cuda {

namespace {

/// After these nothing works in this process any more.
bool isSticky(cudaError_t error)
{
    switch (error) {
    case cudaErrorECCUncorrectable:
    case cudaErrorIllegalAddress:
    case cudaErrorLaunchTimeout:
    case cudaErrorContextIsDestroyed:
    case cudaErrorAssert:
    case cudaErrorHardwareStackError:
    case cudaErrorIllegalInstruction:
    case cudaErrorMisalignedAddress:
    case cudaErrorInvalidAddressSpace:
    case cudaErrorInvalidPc:
    case cudaErrorLaunchFailure:
    case cudaErrorDevicesUnavailable:
    case cudaErrorUnknown:
        return true;
    default:
        return false;
    }
}

} // namespace

void check(cudaError_t error, const char* what)
{
    if (error == cudaSuccess)
        return;
    const ErrorKind kind = error == cudaErrorMemoryAllocation ? ErrorKind::OutOfMemory : ErrorKind::Internal;
    const std::string text = "CUDA: " + std::string(what) + " failed: " + cudaGetErrorString(error);
    cudaGetLastError(); // what is no fault of the device is forgotten, or the next call would report it
    if (isSticky(error))
        throw DeviceLost(text);
    throw EngineError(kind, text);
}

Context::Context(int device)
{
    check(cudaSetDevice(device), "choosing the device");
    check(cudaGetDeviceProperties(&m_properties, device), "asking for the device's properties");
    cudaStream_t stream = nullptr;
    check(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking), "making a stream");
    m_stream.reset(stream);
    cublasLtHandle_t products = nullptr;
    if (cublasLtCreate(&products) != CUBLAS_STATUS_SUCCESS)
        throw EngineError(ErrorKind::Internal, "cuBLASLt did not start");
    m_products.reset(products);
    m_randomKey = allocateDevice(sizeof(RandomKey));
    m_fault = allocatePinned(sizeof(int), cudaHostAllocMapped);
    *reinterpret_cast<int*>(m_fault.get()) = 0;
    void* memory = nullptr;
    check(cudaHostGetDevicePointer(&memory, m_fault.get(), 0), "mapping pinned memory");
    m_deviceFault = static_cast<int*>(memory);
}

void Context::setRandomKey(RandomKey key)
{
    if (m_isRecording || (m_hasKey && key.seed == m_lastKey.seed && key.step == m_lastKey.step))
        return;
    m_hasKey = true;
    m_lastKey = key;
    check(cudaMemcpyAsync(m_randomKey.get(), &m_lastKey, sizeof key, cudaMemcpyHostToDevice, stream()),
          "copying a key");
}

void Context::synchronize()
{
    check(cudaStreamSynchronize(stream()), "a kernel");
    if (std::exchange(*reinterpret_cast<int*>(m_fault.get()), 0) == 0)
        return;
    throw EngineError(ErrorKind::InvalidArgument, "append_steps: a position and its steps do not fit into the buffer");
}

} // namespace lb::engine::cuda
