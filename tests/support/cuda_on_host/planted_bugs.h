#pragma once

#include <cuda_runtime.h>

namespace lb::testing {

/// Device memory of the kernels below.
struct Arrays {
    static constexpr int kCount = 128;
    const float* x;
    float* y;
};

/// Kernels that are right, and wrong in one way each when `isPlanted`: what the host runtime must notice.
cudaError_t runMissingBarrier(const Arrays& arrays, bool isPlanted);
cudaError_t runTail(const Arrays& arrays, bool isPlanted);
cudaError_t runUninitialised(const Arrays& arrays, bool isPlanted);
cudaError_t runWrongStride(const Arrays& arrays, bool isPlanted);

/// Numbers go to x beside a kernel that adds them to ten times y, twice: y[i] becomes 12 where it was 0 and nothing is
/// missing.
enum class StreamBug { None, HostTooEarly, UploadTooEarly, KernelTooEarly };
cudaError_t runStreams(const Arrays& arrays, StreamBug bug);

} // namespace lb::testing
