#pragma once

#include "tests/support/cuda_on_host/cuda_runtime.h"

namespace lb::cuda_on_host {

/// Between the files of the runtime. Remembers an error for cudaGetLastError, and returns it.
cudaError_t failed(cudaError_t error);
/// LATENTBENCH_HOST_CUDA_FAULT: "lost:CALL:N" makes the Nth call of that function find the device gone,
/// "refused:CALL:N" fail for itself alone, "hang:CALL:N" never return.
cudaError_t injected(const char* call);
/// After it nothing works any more, as on a device.
cudaError_t stickyFault();

/// Whether work may wait after the call that gave it (setSchedule).
bool isScheduled();
/// Does what a stream was given (null: the plain one), and what it waits for; returns the first error of it.
cudaError_t finish(cudaStream_t stream);
void finishAll();

} // namespace lb::cuda_on_host
