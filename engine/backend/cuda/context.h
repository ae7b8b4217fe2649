#pragma once

#include "engine/backend/cuda/device_memory.h"
#include "engine/backend/cuda/handles.h"
#include "engine/core/philox.h"

#include <array>
#include <map>

#include <cublasLt.h>

namespace lb::engine::cuda {

/// What a product's heuristic was asked for.
using ProductKey = std::array<std::int64_t, 14>;

/// What all kernels of one backend share: the stream that they run on, one after another. One thread.
class Context {
public:
    explicit Context(int device);
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    cudaStream_t stream() const { return m_stream.get(); }
    cublasLtHandle_t products() const { return m_products.get(); }
    const cudaDeviceProp& properties() const { return m_properties; }

    /// The key that random kernels read, in device memory, so that a recorded step need not be recorded anew.
    const RandomKey* randomKey() const { return reinterpret_cast<const RandomKey*>(m_randomKey.get()); }
    void setRandomKey(RandomKey key);

    /// Kernels cannot throw: they put a code here (device address of pinned host memory), and `synchronize` throws.
    int* faultWord() const { return m_deviceFault; }
    /// Waits for the stream. Throws EngineError for what went wrong on it.
    void synchronize();
    /// While a step is being recorded nothing may wait.
    void setRecording(bool on) { m_isRecording = on; }

    std::map<ProductKey, cublasLtMatmulHeuristicResult_t>& algorithms() { return m_algorithms; }

private:
    cudaDeviceProp m_properties{};
    StreamHandle m_stream;
    ProductsHandle m_products;
    DeviceMemory m_randomKey;
    RandomKey m_lastKey;
    PinnedMemory m_fault;
    int* m_deviceFault = nullptr;
    bool m_hasKey = false;
    bool m_isRecording = false;
    std::map<ProductKey, cublasLtMatmulHeuristicResult_t> m_algorithms;
};

/// Codes for the fault word.
enum class KernelFault : int { None = 0, NoRoomForSteps = 1 };

} // namespace lb::engine::cuda
