#pragma once

#include "tests/support/cuda_on_host/cuda_runtime.h"
#include "tests/support/cuda_on_host/memory_checks.h"

#include <functional>

namespace lb::cuda_on_host {

/// Does `work` in the order of the stream, or records it where the stream is being captured.
cudaError_t enqueueWork(cudaStream_t stream, std::function<cudaError_t()> work);
DeviceMemory& deviceMemory();
/// After a fault a device answers every call with it; tests of faults begin anew.
void forgetFault();

} // namespace lb::cuda_on_host
